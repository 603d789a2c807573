import { AFFECTED_MODES, encodeRowId, type AffectedMode } from '@crosswalk/core'
import { parse } from 'csv-parse/sync'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { crosswalk } from '../support/cli.js'
import { copySamples, sampleRun } from '../support/samples.js'
import { spawnServer, type ServerProcess } from '../support/server.js'

const folder = mkdtempSync(join(tmpdir(), 'crosswalk-affected-'))
const data = join(folder, 'data')
const runId = sampleRun('author')
let server: ServerProcess

beforeAll(async () => {
  const { token } = copySamples(data)
  server = await spawnServer(data, token)
})
afterAll(async () => {
  await server?.kill('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
})

interface Outcome {
  id: string
  itemsDirect: number
  itemsEffective: number
}
interface Item {
  path: string
  moreGrants: number
  grants: { policy: string; access: string; rights: string[]; principal: { name: string } }[]
}

const outcomes = async (): Promise<Outcome[]> => {
  const { principalOutcomesWindow } = await server.graphql<{
    principalOutcomesWindow: { edges: { node: Outcome }[] }
  }>(
    `query ($runId: ID) { principalOutcomesWindow(runId: $runId, at: 0, limit: 200) {
       edges { node { id itemsDirect itemsEffective } } } }`,
    { runId },
  )
  return principalOutcomesWindow.edges.map(({ node }) => node)
}

/** As the page shows them. */
const affected = async (id: string, mode: AffectedMode): Promise<Item[]> => {
  const { affectedItemsWindow } = await server.graphql<{ affectedItemsWindow: { edges: { node: Item }[] } }>(
    `query ($id: ID!, $mode: AffectedMode!) { affectedItemsWindow(id: $id, mode: $mode, at: 0, limit: 200) {
       edges { node { path moreGrants grants { policy access rights principal { name } } } } } }`,
    { id, mode },
  )
  return affectedItemsWindow.edges.map(({ node }) => node)
}

const ESTIMATE = `query ($input: ExportInput!) { estimateExport(input: $input) {
  __typename ... on ExportEstimate { rows } ... on Problem { code message } } }`
interface Estimate {
  __typename: string
  rows?: number
  code?: string
  message?: string
}
const estimate = async (input: object): Promise<Estimate> =>
  (await server.graphql<{ estimateExport: Estimate }>(ESTIMATE, { input })).estimateExport

const stream = async (report: string, query: Record<string, string>): Promise<Record<string, string>[]> => {
  const response = await fetch(`${server.url}/api/reports/${report}.jsonl?${new URLSearchParams(query)}`, {
    headers: { authorization: `Bearer ${server.token}` },
  })
  const text = await response.text()
  expect(response.status, text).toBe(200)
  const rows = text.split('\n').filter((line) => line !== '')
  expect(response.headers.get('x-crosswalk-rows')).toBe(String(rows.length))
  return rows.map((line) => JSON.parse(line) as Record<string, string>)
}

/** The principal with the most to show: grants of its own, and more by its groups. */
const richest = async (): Promise<Outcome> => {
  const [found] = (await outcomes())
    .filter(({ itemsDirect, itemsEffective }) => itemsDirect > 0 && itemsEffective > itemsDirect)
    .sort((a, b) => b.itemsDirect - a.itemsDirect)
  if (found === undefined) throw new Error('The sample has nobody with grants of its own and of its groups.')
  return found
}

test('an export has as many rows as the page has items, and as they have grants', async () => {
  const alike = new Map((await outcomes()).map((one) => [`${one.itemsDirect} ${one.itemsEffective}`, one]))
  expect(alike.size).toBeGreaterThan(5)
  for (const { id, itemsDirect, itemsEffective } of alike.values())
    for (const mode of AFFECTED_MODES) {
      const affectedBy = { id, mode }
      const items = await affected(id, mode)
      expect(items).toHaveLength(mode === 'DIRECT' ? itemsDirect : itemsEffective)
      const grants = items.reduce((sum, item) => sum + item.grants.length + item.moreGrants, 0)
      expect(await estimate({ report: 'ITEMS', affectedBy })).toMatchObject({ rows: items.length })
      expect(await estimate({ report: 'ITEM_GRANTS', affectedBy })).toMatchObject({ rows: grants })
    }
})

test.each(AFFECTED_MODES)(
  '%s: the file has the items and the grants of the page, in its order',
  async (mode) => {
    const { id } = await richest()
    const items = await affected(id, mode)
    const query = { affected_by: id, mode: mode.toLowerCase() }
    const rows = await stream('items', { ...query, columns: 'path,run_id,row_id' })
    expect(rows.map(({ path }) => path)).toEqual(items.map(({ path }) => path))
    expect(rows.every(({ run_id }) => run_id === runId)).toBe(true)
    const grants = await stream('item_grants', query)
    expect(grants.map(({ path, policy, access }) => [path, policy, access])).toEqual(
      items.flatMap(({ path, grants: some }) =>
        some.map(({ policy, access }) => [path, policy, access.toLowerCase()]),
      ),
    )
    expect(grants.map(({ rights }) => rights ?? null)).toEqual(
      items.flatMap(({ grants: some }) =>
        some.map(({ rights }) => (rights.length > 0 ? rights.join(',') : null)),
      ),
    )
  },
)

test('one row a grant: those of the permissions report in its order, and one for each item without', async () => {
  const published = sampleRun('publish')
  const { run } = await server.graphql<{ run: { job: { id: string } } }>(
    'query ($id: ID!) { run(id: $id) { job { id } } }',
    { id: published },
  )
  const response = await fetch(`${server.url}/v1/transfers/permissions.csv?job=${run.job.id}`, {
    headers: { authorization: `Bearer ${server.token}` },
  })
  const permissions: Record<string, string>[] = parse(await response.text(), { columns: true })
  const rows = await stream('item_grants', { run: published })
  const granted = rows.filter(({ policy }) => policy != null)
  expect(granted.map(({ path }) => path)).toEqual(permissions.map(({ platform_path }) => platform_path))
  expect(new Set(granted.map(({ policy }) => policy)).size).toBeGreaterThan(1)
  const bare = rows.filter(({ policy }) => policy == null).map(({ path }) => path)
  const items = await stream('items', { run: published, columns: 'path' })
  const named = new Set(granted.map(({ path }) => path))
  expect(bare).toEqual(items.map(({ path }) => path).filter((path) => !named.has(path)))
})

test('a filter narrows them, and the row of an item is its row in the report', async () => {
  const { id } = await richest()
  const items = await affected(id, 'EFFECTIVE')
  const wanted = items.at(-1)?.path ?? ''
  const rows = await stream('items', {
    ...{ affected_by: id, mode: 'effective', f: `path.contains.${wanted}`, columns: 'path,row_id' },
  })
  expect(rows.map(({ path }) => path)).toEqual(
    items.map(({ path }) => path).filter((path) => path.toLowerCase().includes(wanted.toLowerCase())),
  )
  const [whole] = await stream('items', {
    ...{ run: runId, f: `path.in.${wanted}`, columns: 'path,row_id' },
  })
  expect(rows).toContainEqual(whole)
})

test('the export names the principal in its manifest, and the command makes the same file', async () => {
  const { id, itemsDirect } = await richest()
  const args = ['items', '--affected-by', id, '--format', 'csv', '--json', '--data', data]
  const { stdout, stderr, exitCode } = await crosswalk('export', ...args)
  expect(exitCode, stderr).toBe(0)
  const made = JSON.parse(stdout) as { rows: number; folder: string }
  expect(made.rows).toBe(itemsDirect)
  const manifest = JSON.parse(readFileSync(join(made.folder, 'manifest.json'), 'utf8')) as object
  expect(manifest).toMatchObject({ affectedBy: { id, mode: 'DIRECT' }, totalRows: itemsDirect })
  expect((await crosswalk('verify', made.folder)).exitCode).toBe(0)
})

test('what cannot be is refused, with the field and the cure', async () => {
  const { id } = await richest()
  const affectedBy = { id, mode: 'DIRECT' }
  const refused = (input: object) => estimate(input).then(({ code, message }) => [code, message])
  expect(await refused({ report: 'MAPPINGS', affectedBy })).toEqual([
    'BAD_REQUEST',
    expect.stringContaining('Only items and item_grants'),
  ])
  expect(await refused({ report: 'ITEMS', affectedBy, runId: sampleRun('publish') })).toEqual([
    'BAD_REQUEST',
    expect.stringContaining('its own run'),
  ])
  expect(await refused({ report: 'ITEMS', affectedBy: { ...affectedBy, id: 'itm_x' } })).toEqual([
    'BAD_REQUEST',
    expect.stringContaining('map_… or out_…'),
  ])
  expect(
    await refused({
      report: 'ITEMS',
      affectedBy: { ...affectedBy, id: encodeRowId('outcomes', runId, 99_999) },
    }),
  ).toEqual(['NOT_FOUND', expect.stringContaining('no row')])
  expect(await refused({ report: 'ITEMS', affectedBy, sort: 'TYPE' })).toEqual([
    'BAD_REQUEST',
    expect.stringContaining('order'),
  ])
  const both = await crosswalk('export', 'items', '--mode', 'direct', '--data', data)
  expect([both.exitCode, both.stderr]).toEqual([2, expect.stringContaining('--affected-by')])
})
