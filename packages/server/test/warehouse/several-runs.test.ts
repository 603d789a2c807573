import { REPORTS, encodeRowId, everything, sortsOf } from '@crosswalk/core'
import type { Filter, Report, StoredRow } from '@crosswalk/core'
import fc from 'fast-check'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Duck } from '../../src/warehouse/duck.js'
import { filterOf } from '../../src/warehouse/filter-input.js'
import { RANK_STEP } from '../../src/warehouse/rank.js'
import { createWarehouse } from '../../src/warehouse/warehouse.js'
import type { Warehouse } from '../../src/warehouse/warehouse.js'
import { filters, sorts } from './arbitrary.js'
import { makeLargeRun } from './large-run.js'
import { matchingRows, sortedRows } from './plainly.js'
import { RUN_ID, addRunFolder, generateRows, makeRunFolder } from './run-folder.js'
import type { Rows } from './run-folder.js'
import { asVersion1 } from './version-1.js'

const FULL = process.env.CROSSWALK_TEST === 'full'
const runs = { numRuns: FULL ? 1000 : 10 }

const parts = [1, 2, 3].map((number) => ({
  runId: `run_${'0'.repeat(25)}${number}`,
  jobId: `job_${'0'.repeat(25)}${number % 2}`,
  rows: generateRows([90, 1, 70][number - 1] ?? 0, number),
}))
const runIds = parts.map(({ runId }) => runId)
let made: Awaited<ReturnType<typeof makeRunFolder>>
let warehouse: Warehouse

beforeAll(async () => {
  const [first, ...others] = parts as [(typeof parts)[0], ...typeof parts]
  made = await makeRunFolder(first.rows, first.runId)
  for (const { rows, runId, jobId } of [first, ...others])
    await addRunFolder(made.runsFolder, rows, runId, { run: { jobId } })
  const last = parts.at(-1)
  await asVersion1(join(made.runsFolder, last?.runId ?? ''), last?.rows.mappings ?? [])
  warehouse = await createWarehouse({ runsFolder: made.runsFolder, threads: 2, memoryLimit: '256MB' })
})
afterAll(async () => {
  warehouse.close()
  await made.remove()
})

const idOf = (report: Report, runId: string, row: StoredRow) => encodeRowId(report, runId, Number(row.row_id))

const matching = (filter: Filter) =>
  parts.flatMap(({ rows, runId, jobId }: { rows: Rows; runId: string; jobId: string }) =>
    matchingRows(rows, jobId, filter).map((row) => ({ ...row, id: idOf(filter.report, runId, row) })),
  )
const sorted = (filter: Filter, sort: string) =>
  sortedRows(matching(filter), filter.report, sort).map(({ id }) => id)

const walk = async (filter: Filter, sort: string, size: number, forward: boolean) => {
  const pages: string[][] = []
  let cursor: string | undefined
  for (let more = true; more;) {
    const way = forward ? { first: size, after: cursor } : { last: size, before: cursor }
    const page = await warehouse.page(filter.report, runIds, { filter, sort, ...way })
    pages.push(page.edges.map(({ node }) => node.id))
    more = forward ? page.hasNextPage : page.hasPreviousPage
    cursor = (forward ? page.edges.at(-1) : page.edges[0])?.cursor
  }
  return (forward ? pages : pages.reverse()).flat()
}

const reports = fc.constantFrom(...REPORTS)

test('several runs are walked either way as one, in every order', async () => {
  for (const report of REPORTS)
    for (const sort of sortsOf(report))
      for (const forward of [true, false]) {
        const filter = everything(report)
        expect(await walk(filter, sort, 60, forward)).toEqual(sorted(filter, sort))
      }
})

test('a mapping has what its destination has, whichever version wrote its run', async () => {
  for (const sort of sortsOf('mappings')) {
    const { edges } = await warehouse.page('mappings', runIds, {
      filter: everything('mappings'),
      sort,
      first: 200,
    })
    expect(edges).toHaveLength(161)
    for (const { node } of edges) {
      const { rows } = parts.find(({ runId }) => runId === node.runId) ?? {
        rows: { mappings: [] as StoredRow[] },
      }
      const row = rows.mappings[node.rowId] as StoredRow
      const side = (of: string) => ({
        ...{ id: row[`${of}_id`], username: row[`${of}_username`] },
        ...{ name: row[`${of}_name`], caption: row[`${of}_caption`] },
      })
      const destination = side('destination')
      expect(node.source).toEqual(side('source'))
      expect(node.destination).toEqual(
        Object.values(destination).every((one) => one === null) ? null : destination,
      )
    }
  }
})

test('a page costs a handful of statements, however many values and runs it spans', async () => {
  const many = Array.from({ length: 40 }, () => runIds).flat()
  const statements = vi.spyOn(Duck.prototype, 'rows')
  const asked = async (ids: readonly string[], way: object) => {
    statements.mockClear()
    const filter = filterOf('outcomes', [{ field: 'RELATION', op: 'IS_NULL', values: ['true'] }])
    const { edges } = await warehouse.page('outcomes', ids, { filter, sort: 'REASON', ...way })
    return { rows: edges.length, statements: statements.mock.calls.length }
  }
  try {
    for (const way of [{ first: 1000 }, { last: 1000 }]) {
      await asked(many, way)
      const { rows, statements: count } = await asked(many, way)
      expect(rows).toBe(1000)
      expect(count).toBeLessThanOrEqual(4)
    }
  } finally {
    statements.mockRestore()
  }
})

test('any filter of several runs gives the pages, windows, counts and facets of plain evaluation', async () => {
  const cases = reports.chain((report) =>
    fc.tuple(filters(report), sorts(report), fc.nat({ max: 200 }), fc.integer({ min: 1, max: 60 })),
  )
  await fc.assert(
    fc.asyncProperty(cases, async ([filter, sort, at, limit]) => {
      const expected = sorted(filter, sort)
      expect(await walk(filter, sort, 50, at % 2 === 0)).toEqual(expected)
      const window = await warehouse.window(filter.report, runIds, { filter, sort, at, limit })
      expect(window.edges.map(({ node }) => node.id)).toEqual(expected.slice(at, at + limit))
      expect(window).toMatchObject({
        total: expected.length,
        hasPreviousPage: at > 0 && expected.length > 0,
        hasNextPage: at + limit < expected.length,
      })
      expect((await warehouse.count(runIds, filter)).total).toBe(expected.length)
    }),
    runs,
  )
})

test('the facet of jobs counts rows by job, whatever jobs are chosen', async () => {
  const [one] = parts
  const filter = filterOf('mappings', [
    { field: 'JOB', op: 'IN', values: [one?.jobId ?? ''] },
    { field: 'KIND', op: 'IN', values: ['account'] },
  ])
  const facets = await warehouse.facets(runIds, filter)
  const counts = facets.find(({ field }) => field === 'JOB')?.values
  const accounts = (jobId: string) =>
    parts
      .filter((part) => part.jobId === jobId)
      .reduce((sum, { rows }) => sum + rows.mappings.filter(({ kind }) => kind === 'account').length, 0)
  const jobs = [...new Set(parts.map(({ jobId }) => jobId))].filter((job) => accounts(job) > 0)
  expect(new Map(counts?.map(({ value, count }) => [value, count]))).toEqual(
    new Map(jobs.map((job) => [job, accounts(job)])),
  )
})

test('a cursor belongs to its runs in their order', async () => {
  const filter = everything('mappings')
  const { edges } = await warehouse.page('mappings', runIds, { filter, first: 1 })
  const after = edges[0]?.cursor
  for (const others of [runIds.toReversed(), runIds.slice(0, 2), [RUN_ID]])
    await expect(warehouse.page('mappings', others, { filter, first: 1, after })).rejects.toMatchObject({
      code: 'BAD_CURSOR',
    })
})

test('windows of a large run lie where counting from its start would put them', async () => {
  const large = await makeLargeRun(FULL ? 300_000 : 13_000)
  const over = await createWarehouse({ runsFolder: large.runsFolder, threads: 2, memoryLimit: '512MB' })
  try {
    const asked = [
      everything('mappings'),
      filterOf('mappings', [{ field: 'DOMAIN', op: 'IN', values: ['dep7.example.com'] }]),
      filterOf('mappings', [{ field: 'TEXT', op: 'CONTAINS', values: ['family1'] }]),
    ]
    for (const filter of asked)
      for (const sort of sortsOf('mappings')) {
        const ids: string[] = []
        let after: string | undefined
        for (let more = true; more;) {
          const page = await over.mappings(RUN_ID, { filter, sort, first: 1000, after })
          ids.push(...page.edges.map(({ node }) => node.id))
          more = page.hasNextPage
          after = page.edges.at(-1)?.cursor
        }
        for (const at of [
          0,
          1,
          RANK_STEP - 1,
          RANK_STEP,
          RANK_STEP + 1,
          ids.length - 3,
          ids.length,
          ids.length + 9,
        ]) {
          const window = await over.window('mappings', RUN_ID, {
            filter,
            sort,
            at: Math.max(0, at),
            limit: 5,
          })
          expect(window.edges.map(({ node }) => node.id)).toEqual(
            ids.slice(Math.max(0, at), Math.max(0, at) + 5),
          )
          expect(window.total).toBe(ids.length)
        }
        const last = await over.locate(RUN_ID, { filter, sort }, ids.length - 1)
        expect(last).not.toBeNull()
        expect(await over.locate(RUN_ID, { filter, sort }, ids.length)).toBeNull()
      }
  } finally {
    over.close()
    await large.remove()
  }
})
