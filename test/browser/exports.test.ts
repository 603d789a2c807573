import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateSamples } from '../../tools/samples/generate-samples.js'
import { violations } from '../support/axe.js'
import { launchBrowser } from '../support/browser.js'
import { spawnServer, type ServerProcess } from '../support/server.js'
import { until } from '../support/until.js'

interface Runs {
  runs: { edges: { node: { id: string; number: number; state: string; job: { name: string } } }[] }
}

const folder = mkdtempSync(join(tmpdir(), 'crosswalk-exports-'))
let server: ServerProcess
let browser: Browser
let page: Page
let run: string

const finishedRun = (): Promise<string> =>
  until(async () => {
    const { runs } = await server.graphql<Runs>(
      '{ runs(first: 50) { edges { node { id number state job { name } } } } }',
    )
    const nodes = runs.edges.map(({ node }) => node)
    return nodes.find(
      ({ number, state, job }) => number === 1 && state === 'FINISHED' && job.name === 'fjordwood-sites',
    )?.id
  })
beforeAll(async () => {
  const samples = join(folder, 'samples')
  await generateSamples(samples)
  server = await spawnServer(join(folder, 'data'), undefined, '--samples', samples)
  browser = await launchBrowser()
  page = await (
    await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true })
  ).newPage()
  await page.goto(server.signInLink)
  run = await finishedRun()
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await server?.kill('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
})

describe('exports', () => {
  test('the rows in view are downloaded as one file, which the page proves', async () => {
    await page.goto(`${server.url}/runs/${run}/mappings?f=resolution.in.UNRESOLVED`)
    await page.getByRole('button', { name: 'Export this report' }).click()
    const dialog = page.getByRole('dialog', { name: 'Export this report' })
    const size = dialog.getByText(/about .* in 1 file/)
    await size.waitFor()
    const rows = Number(/[\d,]+/.exec(await size.innerText())?.[0].replaceAll(',', ''))
    expect(await violations(page)).toEqual([])
    await dialog.getByRole('radio', { name: 'CSV, raw' }).check()
    await dialog.getByText(/about .* in 1 file/).waitFor()
    const downloading = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Export', exact: true }).click()
    const download = await downloading
    const file = join(folder, download.suggestedFilename())
    await download.saveAs(file)
    await page.getByRole('heading', { name: 'What was exported' }).waitFor()
    const lines = readFileSync(file, 'utf8').trimEnd().split(/\r?\n/)
    expect(lines.length).toBe(rows + 1)
    expect(lines.slice(1).every((line) => line.includes(',unresolved,'))).toBe(true)
    const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex')
    await page.getByText(sha256).waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByLabel('Downloaded files to verify').setInputFiles(file)
    await page.getByRole('cell', { name: 'Equal', exact: true }).waitFor()
    writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from(' ')]))
    await page.getByLabel('Downloaded files to verify').setInputFiles(file)
    await page.getByRole('cell', { name: 'Differs' }).waitFor()
  })

  test('many rows come in parts, each named with its hash, or as one zip', async () => {
    await page.goto(`${server.url}/runs/${run}/principals`)
    await page.getByRole('button', { name: 'Export this report' }).click()
    const dialog = page.getByRole('dialog', { name: 'Export this report' })
    await dialog.getByText('Columns, parts and compression').click()
    await dialog.getByLabel('Rows of a part').fill('25')
    await dialog.getByLabel('Rows of a part').blur()
    await dialog.getByText(/in [2-9]\d* files/).waitFor()
    await dialog.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByRole('button', { name: 'Download all as one zip' }).waitFor()
    expect(await page.getByRole('row').count()).toBeGreaterThan(2)
    await page.getByRole('link', { name: /part-00001/ }).waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'Download all as one zip' }).waitFor()
  })

  test('the history lists them, and one that is deleted is gone', async () => {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Exports' }).click()
    const entries = page.getByRole('list', { name: 'Exports' }).getByRole('listitem')
    await until(async () => (await entries.count()) === 2)
    expect(await violations(page)).toEqual([])
    await entries.first().getByRole('link').click()
    await page.getByRole('button', { name: 'Delete' }).click()
    await until(async () => (await entries.count()) === 1)
  })
})
