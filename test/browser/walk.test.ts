import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { keys, mouse, type Hands } from '../support/hands.js'
import { until } from '../support/until.js'
import { visitLongRun } from '../support/long-run.js'
import { visitSamples, type Visit } from '../support/visit.js'

interface Mapping {
  id: string
  itemsDirect: number
  source: { id: string; name: string | null; caption: string | null }
}
interface Unresolved {
  mappings: { totalCount: number; edges: { node: Mapping }[] }
}

const FULL = process.env['CROSSWALK_TEST'] === 'full'
const ROW_HEIGHT = 48
const VIEWPORT = { width: 1280, height: 620 }

let visit: Visit
beforeAll(async () => {
  visit = await visitSamples(VIEWPORT)
})
afterAll(() => visit?.end())

const runInView = (): string => /runs\/(run_[^/?]+)/.exec(visit.page.url())?.[1] ?? ''
/** Accounts that should have been resolved and were not, those with most items first. */
const unresolvedOf = async (run: string): Promise<Unresolved['mappings']> => {
  const { mappings } = await visit.server.graphql<Unresolved>(
    `query ($run: ID!) { mappings(runId: $run, sort: ITEMS, first: 100, filter: [
       { field: RESOLUTION, op: IN, values: ["UNRESOLVED"] }, { field: KIND, op: IN, values: ["ACCOUNT"] },
       { field: REASON, op: NOT_IN, values: ["GROUPS_NOT_MAPPED", "MAPPING_OFF"] }]) {
       ... on MappingConnection { totalCount edges { node { id itemsDirect source { id name caption } } } } } }`,
    { run },
  )
  return mappings
}
const someDestination = async (run: string): Promise<string> => {
  const { mappings } = await visit.server.graphql<{
    mappings: { edges: { node: { destination: { name: string } } }[] }
  }>(
    `query ($run: ID!) { mappings(runId: $run, first: 1, filter: [{ field: RESOLUTION, op: IN, values: ["EMAIL"] }]) {
       ... on MappingConnection { edges { node { destination { name } } } } } }`,
    { run },
  )
  return mappings.edges[0]?.node.destination.name ?? ''
}

/** Where the reader is: the address, the row at the upper edge, and the open one. */
const place = () =>
  visit.page.evaluate(
    (rowHeight) => ({
      path: location.pathname + location.search,
      first: Math.floor((document.querySelector('[role=grid]')?.scrollTop ?? 0) / rowHeight),
      open: document.querySelector('[role=row][aria-selected=true]')?.getAttribute('aria-rowindex'),
    }),
    ROW_HEIGHT,
  )

const counted = (count: number, noun: string): string => `${count.toLocaleString('en')} ${noun}`

const walk = async (job: string, hands: Hands, index: number): Promise<void> => {
  const { page } = visit
  const { press, pick, write } = hands
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const dialog = (name: string) => page.getByRole('dialog', { name })
  const tab = (name: string) => page.getByRole('link', { name, exact: true })

  await page.goto(visit.server.url)
  await press(page.getByRole('heading', { name: job }).getByRole('link'))
  await press(page.getByRole('link', { name: /Unresolved.*No destination identity/ }))
  await press(page.getByRole('checkbox', { name: /^User \d/ }))
  const run = await until(() => Promise.resolve(runInView()))
  const before = await unresolvedOf(run)
  await page.getByTestId('counts').getByText(counted(before.totalCount, 'mapping')).waitFor()
  const mapping = before.edges[index]?.node as Mapping
  const who = mapping.source.name ?? mapping.source.id
  expect(mapping.itemsDirect).toBeGreaterThan(0)

  await hands.openRow(index)
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('heading', { name: /^Evidence/ }).waitFor()
  await drawer.getByText(who).first().waitFor()
  await drawer.getByRole('listitem').nth(2).waitFor()
  await page.waitForURL(/at=/)
  const here = await place()
  expect(here).toMatchObject({ open: String(index + 2) })

  await press(drawer.getByRole('link', { name: 'Show affected items' }))
  await page.getByTestId('counts').getByText(counted(mapping.itemsDirect, 'item')).waitFor()
  await page.locator('[role=row][aria-rowindex="2"] .path').first().waitFor()
  const chips = page.getByRole('list', { name: 'Active filters' })
  await chips.getByText(mapping.source.caption ?? who).waitFor()
  await pick(page.getByRole('radio', { name: 'With its groups' }))
  await page.getByTestId('counts').getByText('a group it is in').waitFor()
  await page.goBack()
  await page.getByTestId('counts').getByText('a grant of its own').waitFor()
  await page.goBack()
  await drawer.getByText(who).first().waitFor()
  await until(async () => JSON.stringify(await place()) === JSON.stringify(here))
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })

  await press(button('Export this report'))
  await dialog('Export this report')
    .getByText(/about .* in 1 file/)
    .waitFor()
  const downloading = page.waitForEvent('download')
  await press(dialog('Export this report').getByRole('button', { name: 'Export', exact: true }))
  const download = await downloading
  const file = join(visit.folder, download.suggestedFilename())
  await download.saveAs(file)
  const choosing = page.waitForEvent('filechooser')
  await press(button('Verify downloaded files'))
  await (await choosing).setFiles(file)
  await page.getByRole('cell', { name: 'Equal', exact: true }).waitFor()
  await page.goBack()

  await page.getByTestId('counts').getByText(counted(before.totalCount, 'mapping')).waitFor()
  await hands.fromMenu(index, 'Make an exception')
  const exception = dialog('Make an exception')
  await pick(exception.getByRole('radio', { name: /identity/ }))
  await write(exception.getByLabel('Email or group name'), await someDestination(run))
  await press(exception.getByRole('button', { name: 'Save exception' }))
  await exception.getByText('The exception is kept with the job').waitFor()
  await press(exception.getByRole('button', { name: 'Run again' }))
  await page.waitForURL((url) => url.pathname.startsWith('/runs/') && !url.pathname.includes(run))
  await page.locator('.title').getByText('Finished', { exact: true }).waitFor({ timeout: 900_000 })

  await press(tab('User mappings'))
  await write(page.getByRole('searchbox', { name: 'Search names, emails, ids' }), who)
  await page.getByTestId('counts').getByText('1 mapping').waitFor()
  await page.locator('[role=row][data-index="0"]').getByText('Exception').waitFor()
  const after = await unresolvedOf(runInView())
  expect(after.totalCount).toBe(before.totalCount - 1)
  expect(after.edges.map(({ node }) => node.source.id)).not.toContain(mapping.source.id)
}

test('from an unresolved account to its exception and the run that applies it', async () => {
  await walk('fjordwood-sites', mouse(visit.page), 14)
})

test('the same with keys alone', async () => {
  await walk('fjordwood-sites', keys(visit.page), 11)
})

afterEach(() => {
  expect(visit.faults).toEqual([])
})

describe.runIf(FULL)('a run of a million mappings', () => {
  beforeAll(async () => {
    await visit.end()
    visit = await visitLongRun(1_000_000, VIEWPORT)
  })
  test('the same walk', () => walk('long', mouse(visit.page), 14))
})
