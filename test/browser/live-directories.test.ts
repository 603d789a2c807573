import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StandIn } from '../../tools/umapi-stand-in/stand-in.js'
import { inventWorld } from '../../tools/umapi-stand-in/world.js'
import { violations } from '../support/axe.js'
import {
  DIRECTORY,
  fastStandIn,
  runSkipped,
  saveConfiguration,
  sourceEmails,
  umapiInput,
  writeLiveJob,
} from '../support/live.js'
import type { ServerProcess } from '../support/server.js'
import { until } from '../support/until.js'
import { visit, type Visit } from '../support/visit.js'

const [KNOWN, UNKNOWN] = [70, 10]
let standIn: StandIn
let visited: Visit
let server: ServerProcess
let page: Page

beforeAll(async () => {
  standIn = await fastStandIn({ world: inventWorld(KNOWN) })
  standIn.traits.delay = 60
  visited = await visit(async (data, folder) => {
    await runSkipped(writeLiveJob(join(folder, 'job'), sourceEmails(KNOWN, UNKNOWN)), data)
    return {}
  })
  ;({ server, page } = visited)
})
afterAll(async () => {
  await visited?.end()
  await standIn?.close()
})

const button = (name: string): Locator => page.getByRole('button', { name, exact: true })
const status = (text: string): Promise<void> =>
  page.getByTestId('status').getByText(text, { exact: true }).waitFor()
const startMapping = async (): Promise<void> => {
  await button('Start user mapping').click()
  await page.getByRole('dialog').getByTestId('estimate').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Start', exact: true }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}
const logSays = async (text: RegExp): Promise<void> => {
  await button('View log').click()
  await page.getByRole('dialog').getByText(text).last().waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

test('a configuration is saved only as it passed its test', async () => {
  await page.getByRole('link', { name: 'User mapping' }).click()
  await page.getByRole('link', { name: `Configure ${DIRECTORY}` }).click()
  expect(await page.getByLabel('Name').inputValue()).toBe(DIRECTORY)
  await page.getByLabel('Org ID').fill(standIn.orgId)
  await page.getByLabel('Client ID').fill(standIn.clientId)
  await page.getByLabel('Access Token').fill('a-wrong-token')
  await page.getByText('More settings').click()
  await page.getByLabel('Look users up').selectOption('SINGLE')
  await page.getByLabel('Requests a minute').fill('1000000')
  await page.getByLabel('Address of the API').fill(standIn.apiUrl)
  await page.getByLabel('Address for tokens').fill(standIn.tokenUrl)
  expect(await button('Save').isDisabled()).toBe(true)
  await button('Test configuration').click()
  await page
    .getByRole('alert')
    .getByText(/access token .* is not valid, or has expired/)
    .waitFor()
  expect(await button('Save').isDisabled()).toBe(true)
  const untested = umapiInput(standIn, { accessToken: 'a-wrong-token' })
  expect(await saveConfiguration(server, untested)).toMatchObject({ code: 'DIRECTORY_NOT_TESTED' })
  expect(await violations(page)).toEqual([])

  await page.getByLabel('Access Token').fill(standIn.tokens.issue())
  await button('Test configuration').click()
  await page.getByText(/The test was passed/).waitFor()
  await page.getByLabel('Client ID').fill('another')
  expect(await button('Save').isDisabled()).toBe(true)
  await page.getByLabel('Client ID').fill(standIn.clientId)
  await button('Save').click()
  await page.getByText('User mapping has not been started').or(page.getByTestId('status')).first().waitFor()
})

test('the mapping runs, is stopped, goes on, loses its token, goes on with another, and finishes', async () => {
  await startMapping()
  await status('Running')
  await until(async () => standIn.journal.lookedUp.length > 15)
  await button('Stop user mapping').click()
  await status('Stopped')
  await page
    .getByTestId('status')
    .getByText(/Progress saved/)
    .waitFor()
  await logSays(/\d+ of \d+ done; \d+ answers are kept/)

  const before = standIn.journal.lookedUp.length
  await startMapping()
  await until(async () => standIn.journal.lookedUp.length > before + 20)
  standIn.tokens.expireAll()
  await page.getByText(/Enter a new one in the configuration/).waitFor()
  await status('Stopped')

  await page.getByRole('link', { name: `Change ${DIRECTORY}` }).click()
  await until(async () => (await page.getByLabel('Org ID').inputValue()) === standIn.orgId)
  expect(await page.getByLabel('Access Token').inputValue()).toBe('')
  await page.getByLabel('Access Token').fill(standIn.tokens.issue())
  await button('Test configuration').click()
  await page.getByText(/The test was passed/).waitFor()
  await button('Save').click()
  await startMapping()
  await status('Finished')
  await logSays(/Going on after \d+ answers that were kept/)

  const { lookedUp } = standIn.journal
  expect(new Set(lookedUp).size).toBe(lookedUp.length)
  expect(lookedUp).toHaveLength((KNOWN + UNKNOWN) * 2)
})

test('the results are the report’s own totals, and the way back shows status and time', async () => {
  await button('Results').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Users read').waitFor()
  const facts = new Map<string, string>()
  for (const row of await dialog.locator('dl > div').all())
    facts.set(await row.locator('dt').innerText(), await row.locator('dd').innerText())
  const { runs } = await server.graphql<{ runs: { edges: { node: { id: string } }[] } }>(
    '{ runs(first: 1) { edges { node { id } } } }',
  )
  const count = async (field: string, value: string): Promise<number> =>
    (
      await server.graphql<{ mappings: { totalCount: number } }>(
        `query ($run: ID!, $value: [String!]!) {
          mappings(runId: $run, filter: [{ field: ${field}, op: IN, values: $value }]) { ... on MappingConnection { totalCount } } }`,
        { run: runs.edges[0]?.node.id, value: [value] },
      )
    ).mappings.totalCount
  const unmapped = await count('RESOLUTION', 'UNRESOLVED')
  expect(Object.fromEntries(facts)).toMatchObject({
    'Users read': String(KNOWN + UNKNOWN),
    'Addresses looked up': String(KNOWN + UNKNOWN),
    Mapped: String(KNOWN + UNKNOWN - unmapped),
    'Mapped, id not returned': String(await count('REASON', 'ID_NOT_RETURNED')),
    Unmapped: String(unmapped),
    'Unmapped: Not found': String(await count('REASON', 'NOT_FOUND')),
    'Failed look-ups': '0',
  })
  for (const moment of ['Started', 'Finished', 'Time stopped']) expect(facts.get(moment)).toMatch(/\d/)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  expect(await violations(page)).toEqual([])
  await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Jobs' }).click()
  const card = page.getByRole('complementary', { name: 'User mapping' })
  await card.getByText('Finished').waitFor()
  expect(await card.locator('time').getAttribute('datetime')).toMatch(/^\d{4}-/)
  expect(visited.faults).toEqual([])
})

test('a job is made in the page that looks its users up in the directory', async () => {
  const source = join(visited.folder, 'job', 'source.csv')
  await page.goto(`${server.url}/jobs/new`)
  await page.getByLabel('Name of the job').fill('From the page')
  await page.getByLabel('Files for Source files').setInputFiles(source)
  await page.getByRole('group', { name: 'Source files' }).getByText('source.csv').waitFor()
  await page.getByRole('radio', { name: 'A live directory' }).check()
  await page.getByLabel('Directory', { exact: true }).selectOption(DIRECTORY)
  await page.getByText('Ready to save').waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Save job' }).click()
  await page.getByRole('heading', { name: 'From the page' }).waitFor()
  await page.getByRole('link', { name: /^Edit From the page/ }).click()
  await page.getByLabel('Directory', { exact: true }).waitFor()
  expect(await page.getByLabel('Directory', { exact: true }).inputValue()).toBe(DIRECTORY)
  await page.getByText('Ready to save').waitFor()
  const { directories } = await server.graphql<{ directories: { jobs: { name: string }[] }[] }>(
    '{ directories { jobs { name } } }',
  )
  expect(directories[0]?.jobs.map(({ name }) => name)).toContain('From the page')
})
