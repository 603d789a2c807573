import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../../tools/browser.js'
import { copySamples, sampleRun } from './samples.js'
import { spawnServer, type ServerProcess } from './server.js'

/** A browser signed in at a server of its own. */
export interface Visit {
  server: ServerProcess
  browser: Browser
  page: Page
  /** For files of the test; removed at the end. */
  folder: string
  data: string
  /** What the pages threw, and what the content security policy refused them. */
  faults: string[]
  end(): Promise<void>
}

/** A visit that is about one run. */
export interface RunVisit extends Visit {
  run: string
}

/** Starts a server on the data folder that `prepare` fills, and signs a browser in. */
export const visit = async (
  prepare: (data: string, folder: string) => Promise<{ token?: string }>,
  viewport = { width: 1280, height: 900 },
): Promise<Visit> => {
  const folder = mkdtempSync(join(tmpdir(), 'crosswalk-browser-'))
  const data = join(folder, 'data')
  const { token } = await prepare(data, folder)
  const [server, browser] = await Promise.all([spawnServer(data, token), launchBrowser()])
  const page = await (await browser.newContext({ viewport, acceptDownloads: true })).newPage()
  const faults: string[] = []
  page.on('pageerror', ({ message }) => faults.push(message))
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) faults.push(message.text())
  })
  await page.goto(server.signInLink)
  await page.getByRole('heading', { name: 'Jobs', exact: true }).waitFor()
  return {
    ...{ server, browser, page, folder, data, faults },
    end: async () => {
      await browser.close()
      await server.kill('SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A visit to the sample jobs and their finished runs. */
export const visitSamples = async (viewport?: { width: number; height: number }): Promise<RunVisit> => {
  const visited = await visit((data) => Promise.resolve(copySamples(data)), viewport)
  return { ...visited, run: sampleRun('author') }
}
