import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ServerProcess } from '../support/server.js'
import { until } from '../support/until.js'
import { visitSamples, type RunVisit } from '../support/visit.js'

let visit: RunVisit
let server: ServerProcess
let page: Page
let run: string

beforeAll(async () => {
  visit = await visitSamples({ width: 1440, height: 900 })
  ;({ server, page, run } = visit)
})
afterAll(() => visit?.end())

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
  expect(new URL(page.url()).hash).toBe('')
  const stranger = await (await visit.browser.newContext()).newPage()
  await stranger.goto(server.url)
  await stranger.getByRole('heading', { name: 'Sign in to Crosswalk' }).waitFor()
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

test('no page was refused anything by the content security policy, and none threw', () => {
  expect(visit.faults).toEqual([])
})
