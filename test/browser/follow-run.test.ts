import { AxeBuilder } from '@axe-core/playwright'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeBigPackage } from '../../tools/generate/big-package.js'
import { launchBrowser } from '../support/browser.js'
import { runJob } from '../support/cli.js'
import { spawnServer, type ServerProcess } from '../support/server.js'

const folder = mkdtempSync(join(tmpdir(), 'crosswalk-follow-'))
const data = join(folder, 'data')
let server: ServerProcess
let browser: Browser
let page: Page
let undisturbed: { run: string; fingerprint: string }
const faults: string[] = []

beforeAll(async () => {
  const file = join(folder, 'big.zip')
  await writeBigPackage(file, { items: 6000, principals: 3000 })
  undisturbed = await runJob(file, data)
  server = await spawnServer(data)
  browser = await launchBrowser()
  page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage()
  page.on('pageerror', ({ message }) => faults.push(message))
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) faults.push(message.text())
  })
  await page.goto(server.signInLink)
  await page.getByRole('heading', { name: 'Jobs', exact: true }).waitFor()
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await server?.kill('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
})

const state = (text: string): Promise<void> =>
  page.locator('.title').getByText(text, { exact: true }).waitFor()
const tab = (name: string): Promise<void> => page.getByRole('link', { name, exact: true }).click()
const violations = async (): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(', ')}`)
}

test('a run is started, stopped, looked into, resumed, reloaded in the middle, and ends at its results', async () => {
  await page.getByRole('button', { name: /^Start run/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Start run' }).click()
  await state('Running')
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await state('Stopped')
  await page.getByRole('button', { name: 'Start over' }).waitFor()

  await tab('Log')
  await page.getByText('Stopped; what was finished is kept.').waitFor()
  expect(await violations()).toEqual([])
  await page.getByRole('button', { name: 'Resume' }).click()
  await state('Running')
  await page
    .getByText(/^Resumed|^Started\.$/)
    .last()
    .waitFor()
  await page.reload()
  await page.getByText('Stopped; what was finished is kept.').waitFor()
  await state('Finished')

  await page.getByText('Finished.', { exact: true }).waitFor()
  const id = /runs\/(run_[^/]+)/.exec(page.url())?.[1] ?? ''
  const lines = readFileSync(join(data, 'runs', id, 'log.ndjson'), 'utf8')
    .trimEnd()
    .split('\n').length
  await page
    .getByTestId('log-count')
    .getByText(new RegExp(`of ${lines.toLocaleString('en')} lines`))
    .waitFor()
  await page.getByRole('checkbox', { name: /Info/ }).uncheck()
  expect(await page.getByText('Finished.', { exact: true }).count()).toBe(0)

  await tab('Overview')
  await page.getByRole('heading', { name: 'Principal migration' }).waitFor()
  await page.getByText(undisturbed.fingerprint).waitFor()
  await tab('Run history')
  const rows = page.getByRole('row')
  await rows.nth(2).waitFor()
  expect(await rows.getByRole('rowheader').allInnerTexts()).toEqual(['Run 2', 'Run 1'])
  expect(await violations()).toEqual([])
})

test('starting again makes a new run of the job, which a second page follows without asking for anything', async () => {
  const watcher = await page.context().newPage()
  await page.getByRole('button', { name: 'Start again' }).click()
  await page.waitForURL(/runs\/run_[^/]+$/)
  await watcher.goto(`${page.url()}/log`)
  await watcher.getByText('Started.').waitFor()
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await watcher.locator('.title').getByText('Stopped', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Resume' }).click()
  await watcher.locator('.title').getByText('Finished', { exact: true }).waitFor()
  expect(faults).toEqual([])
  await watcher.close()
})
