import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { generateSamples } from '../../tools/samples/generate-samples.js'
import { launchBrowser } from '../support/browser.js'
import { spawnServer, type ServerProcess } from '../support/server.js'
import { until } from '../support/until.js'

interface Totals {
  runs: { edges: { node: { id: string; number: number; state: string; job: { name: string } } }[] }
}

const folder = mkdtempSync(join(tmpdir(), 'crosswalk-browser-'))
let server: ServerProcess
let browser: Browser
let context: BrowserContext
let page: Page
let run: string
const refused: string[] = []

/** The first run of the sample author job, once all samples have run. */
const sampleRun = (): Promise<string> =>
  until(async () => {
    const { runs } = await server.graphql<Totals>(
      '{ runs(first: 50) { edges { node { id number state job { name } } } } }',
    )
    const nodes = runs.edges.map(({ node }) => node)
    if (nodes.length < 4 || nodes.some(({ state }) => state !== 'FINISHED')) return null
    return nodes.find(({ number, job }) => number === 1 && job.name === 'fjordwood-sites')?.id
  })

beforeAll(async () => {
  const samples = join(folder, 'samples')
  await generateSamples(samples)
  server = await spawnServer(join(folder, 'data'), undefined, '--samples', samples)
  browser = await launchBrowser()
  context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  page = await context.newPage()
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) refused.push(message.text())
  })
  page.on('pageerror', (error) => refused.push(error.message))
  run = await sampleRun()
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await server?.kill('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
})

const texts = (): Promise<string[]> => page.locator('[role=grid] [role=row]').allInnerTexts()
/** The rows without the heading, once they are loaded and all say `each`. */
const rowTexts = (each = /./): Promise<string[]> =>
  until(async () => {
    const rows = (await texts()).slice(1)
    return rows.length > 0 && rows.every((row) => each.test(row)) && rows
  })
const countsText = (part: string): Promise<string> =>
  until(async () => {
    const text = await page.getByTestId('counts').innerText()
    return text.includes(part) && text
  })
const totalOf = async (query: string): Promise<number> => {
  const answer = await server.graphql<Record<string, { totalCount: number }>>(query, { run })
  return Object.values(answer)[0]?.totalCount ?? -1
}

test('nobody is let in without a link; the printed link signs in once and leaves the address', async () => {
  await page.goto(server.url)
  await page.getByRole('heading', { name: 'Sign in to Crosswalk' }).waitFor()
  await page.goto(server.signInLink)
  await page.getByRole('heading', { name: 'Jobs' }).waitFor()
  expect(new URL(page.url()).hash).toBe('')
  const stranger = await (await browser.newContext()).newPage()
  await stranger.goto(server.signInLink)
  await stranger.getByRole('heading', { name: 'This link no longer works' }).waitFor()
  await stranger.close()
})

test('the first screen shows the sample jobs with real results', async () => {
  await page.goto(server.url)
  for (const name of ['fjordwood-sites', 'fjordwood-publish', 'fjordwood-share'])
    await page.getByRole('heading', { name }).waitFor()
})

test('the user mappings report: its rows, counts and filters are those of the API', async () => {
  await page.goto(`${server.url}/runs/${run}/mappings`)
  await page.getByTestId('counts').waitFor()
  const total = await totalOf(
    'query ($run: ID!) { mappings(runId: $run) { ... on MappingConnection { totalCount } } }',
  )
  expect(total).toBeGreaterThan(500)
  await countsText(`${total} mappings`)
  await page.getByRole('checkbox', { name: /Unresolved/ }).click()
  const unresolved = await totalOf(
    `query ($run: ID!) { mappings(runId: $run, filter: [{ field: RESOLUTION, op: IN, values: ["UNRESOLVED"] }]) {
       ... on MappingConnection { totalCount } } }`,
  )
  await countsText(`${unresolved} `)
  expect(page.url()).toContain('f=resolution.in.UNRESOLVED')
  expect((await rowTexts(/Unresolved/)).length).toBeGreaterThan(5)
})

test('scrolling reaches any row, and the address brings the place back', async () => {
  await page.goto(`${server.url}/runs/${run}/mappings`)
  await rowTexts()
  await page.locator('[role=grid]').evaluate((grid) => (grid.scrollTop = 400 * 48))
  const row = page.locator('[role=row][aria-rowindex="402"]')
  await until(async () => (await row.innerText()).trim() !== '' && page.url().includes('at=400'))
  const text = await row.innerText()
  await page.reload()
  await until(async () => (await row.innerText()) === text)
  await page.getByRole('checkbox', { name: /Unresolved/ }).click()
  await until(async () => !page.url().includes('at='))
  await page.goBack()
  await until(async () => (await row.innerText()) === text)
})

test('the principal migration report ties, and its drawer shows why', async () => {
  await page.goto(`${server.url}/runs/${run}/principals`)
  await page.getByTestId('counts').waitFor()
  const counts = await countsText('=')
  const [total, migrated, not] = (counts.match(/\d[\d,]*/g) ?? []).map((text) =>
    Number(text.replaceAll(',', '')),
  )
  expect(total).toBe((migrated ?? 0) + (not ?? 0))
  await page.getByRole('checkbox', { name: /Unique conflict/ }).click()
  await rowTexts(/Unique conflict/)
  await page.locator('[role=grid] [role=row]').nth(1).click()
  const drawer = page.getByRole('dialog')
  await drawer.waitFor()
  expect(await drawer.innerText()).toMatch(/rep:principalName|rep:authorizableId|jcr:uuid|rep:externalId/)
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
})

test('a publish run says why there are no user mappings and what to do', async () => {
  await page.goto(server.url)
  await page
    .getByRole('link', { name: /fjordwood-publish/ })
    .first()
    .click()
  await page.getByRole('link', { name: 'User mappings' }).click()
  await page
    .getByText(/mapping was switched off|mapping is off/i)
    .first()
    .waitFor()
})

test.each([
  ['jobs', () => '/'],
  ['overview', () => `/runs/${run}`],
  ['mappings', () => `/runs/${run}/mappings`],
  ['principals', () => `/runs/${run}/principals`],
])('axe finds nothing on %s', async (_name, path) => {
  await page.goto(server.url + path())
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
})

test('no page was refused anything by the content security policy, and none threw', () => {
  expect(refused).toEqual([])
})
