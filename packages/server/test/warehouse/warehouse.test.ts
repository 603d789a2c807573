import { REPORTS, REPORT_FIELDS, encodeCursor, everything, fieldOf, runsHash, without } from '@crosswalk/core'
import type { Filter, Report, StoredRow } from '@crosswalk/core'
import fc from 'fast-check'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { filterOf } from '../../src/warehouse/filter-input.js'
import { createWarehouse } from '../../src/warehouse/warehouse.js'
import type { Warehouse } from '../../src/warehouse/warehouse.js'
import { filters, sorts } from './arbitrary.js'
import { matchingRows, sortedRows } from './plainly.js'
import { JOB_ID, RUN_ID, generateRows, makeRunFolder } from './run-folder.js'

const rows = generateRows(300)
let made: Awaited<ReturnType<typeof makeRunFolder>>
let warehouse: Warehouse

beforeAll(async () => {
  made = await makeRunFolder(rows)
  warehouse = await createWarehouse({ runsFolder: made.runsFolder, threads: 2, memoryLimit: '256MB' })
})
afterAll(async () => {
  warehouse.close()
  await made.remove()
})

const runs = { numRuns: process.env.CROSSWALK_TEST === 'full' ? 1000 : 60 }

const matching = (filter: Filter): StoredRow[] => matchingRows(rows, JOB_ID, filter)
const sorted = (filter: Filter, sort: string): unknown[] =>
  sortedRows(matching(filter), filter.report, sort).map(({ row_id }) => row_id)

const walk = async (report: Report, filter: Filter, sort: string, size: number, forward: boolean) => {
  const pages: number[][] = []
  let cursor: string | undefined
  for (let more = true; more;) {
    const page = await warehouse.page(report, RUN_ID, {
      filter,
      sort,
      ...(forward ? { first: size, after: cursor } : { last: size, before: cursor }),
    })
    expect(page.edges.length).toBeLessThanOrEqual(size)
    expect(forward ? page.hasPreviousPage : page.hasNextPage).toBe(cursor !== undefined)
    more = forward ? page.hasNextPage : page.hasPreviousPage
    if (more) expect(page.edges.length).toBe(size)
    pages.push(page.edges.map(({ node }) => node.rowId))
    cursor = (forward ? page.edges.at(-1) : page.edges[0])?.cursor
  }
  return (forward ? pages : pages.reverse()).flat()
}

test('pages walked either way visit each row of the filter once, in order, as plain evaluation says', async () => {
  const cases = fc
    .constantFrom(...REPORTS)
    .chain((report) =>
      fc.tuple(filters(report), sorts(report), fc.integer({ min: 1, max: 120 }), fc.boolean()),
    )
  await fc.assert(
    fc.asyncProperty(cases, async ([filter, sort, size, forward]) => {
      const visited = await walk(filter.report, filter, sort, filter.clauses.length > 0 ? size : 120, forward)
      expect(visited).toEqual(sorted(filter, sort))
    }),
    runs,
  )
})

test('counts, facets and the stream tie with plain evaluation', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...REPORTS).chain(filters), async (filter) => {
      const { report } = filter
      const found = matching(filter)
      const count = await warehouse.count(RUN_ID, filter)
      expect(count.total).toBe(found.length)
      if (report === 'mappings' || report === 'outcomes') {
        expect(count.accounts).toBe(found.filter(({ kind }) => kind === 'account').length)
        expect(count.groups).toBe(found.filter(({ kind }) => kind === 'group').length)
      }
      const streamed: number[] = []
      for await (const chunk of warehouse.stream(report, RUN_ID, filter))
        streamed.push(...chunk.map(({ rowId }) => rowId))
      expect(streamed).toEqual(found.map(({ row_id }) => row_id))
      await facetsTie(filter)
    }),
    runs,
  )
})

const facetsTie = async (filter: Filter) => {
  const facets = await warehouse.facets(RUN_ID, filter)
  for (const { field: name, values, other } of facets) {
    const field = fieldOf(filter.report, name)
    if (!field) throw new Error(name)
    const under = matching(without(filter, name))
    const expected = new Map<string | null, number>()
    for (const row of under) {
      const stored = row[field.column] as string | null
      const keys =
        field.type === 'flags'
          ? field.values.filter((flag) => (Number(stored) & (field.bits[flag] ?? 0)) !== 0)
          : [stored]
      for (const key of keys) expected.set(key, (expected.get(key) ?? 0) + 1)
    }
    expect(other).toBe(0)
    expect(new Map(values.map(({ value, count }) => [value, count]))).toEqual(expected)
  }
  expect(facets.map(({ field }) => field)).toEqual(
    Object.entries<{ facet: boolean }>(REPORT_FIELDS[filter.report]).flatMap(([name, { facet }]) =>
      facet ? [name] : [],
    ),
  )
}

test('rows have the shape of the report, texts whole', async () => {
  for (const row of rows.mappings.slice(0, 100)) {
    const id = Number(row.row_id)
    const { edges } = await warehouse.mappings(RUN_ID, {
      filter: everything('mappings'),
      first: 1,
      ...(id === 0 ? {} : { after: cursorAt(id - 1) }),
    })
    const node = edges[0]?.node
    expect(node?.source).toEqual({
      ...{ id: row.source_id, username: row.source_username },
      ...{ name: row.source_name, caption: row.source_caption },
    })
    expect(node?.id).toBe(`map_${RUN_ID.slice(4)}_${id}`)
    expect(node?.message === null).toBe(row.reason === null)
  }
  const [first] = (await warehouse.outcomes(RUN_ID, { filter: everything('outcomes'), first: 1 })).edges
  expect(first?.node.conflicts).toEqual([
    { field: 'rep:principalName', sourceValue: 'bob', targetPrincipal: 'rob' },
    { field: 'jcr:uuid', sourceValue: 'u-1', targetPrincipal: 'rob' },
  ])
})

const cursorAt = (rowId: number) => encodeCursor({ ...placeOfAll, filterHash: hashOfAll, key: [0, 0, rowId] })
const placeOfAll = { runs: runsHash([RUN_ID]), asOf: null, sort: 'DEFAULT' }
let hashOfAll = ''
beforeAll(async () => {
  const { filterHash } = await import('@crosswalk/core')
  hashOfAll = filterHash(everything('mappings'))
})

test('requests that do not fit are refused with a code', async () => {
  const filter = everything('mappings')
  const page = (query: object, runId = RUN_ID) => warehouse.mappings(runId, { filter, ...query })
  const { edges } = await page({ first: 1 })
  const cursor = edges[0]?.cursor
  const other = filterOf('mappings', [{ field: 'KIND', op: 'IN', values: ['group'] }])
  const refused: [object, string][] = [
    [{}, 'BAD_REQUEST'],
    [{ first: 1, last: 1 }, 'BAD_REQUEST'],
    [{ first: 1, before: cursor }, 'BAD_REQUEST'],
    [{ first: -1 }, 'BAD_REQUEST'],
    [{ first: 1.5 }, 'BAD_REQUEST'],
    [{ first: 1001 }, 'PAGE_TOO_LARGE'],
    [{ first: 1, sort: 'NAME' }, 'BAD_REQUEST'],
    [{ first: 1, after: 'x' }, 'BAD_CURSOR'],
    [{ first: 1, after: cursor, sort: 'REASON' }, 'BAD_CURSOR'],
    [{ first: 1, after: cursor, filter: other }, 'BAD_CURSOR'],
    [
      {
        first: 1,
        after: encodeCursor({ ...placeOfAll, filterHash: hashOfAll, key: [1, 0, 2] }),
      },
      'BAD_CURSOR',
    ],
  ]
  for (const [query, code] of refused) await expect(page(query)).rejects.toMatchObject({ code })
  await expect(page({ first: 1 }, `run_${'z'.repeat(26)}`)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(page({ first: 1 }, '../../etc')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const working = `run_${'w'.repeat(26)}`
  await mkdir(join(made.data, 'work', working), { recursive: true })
  await expect(page({ first: 1 }, working)).rejects.toMatchObject({ code: 'RUN_NOT_FINISHED' })
  expect(() => filterOf('mappings', [{ field: 'X', op: 'IN', values: ['a'] }])).toThrow(/filter\.0\.field/)
})

test('a run in use is pinned until its stream ends', async () => {
  const stream = warehouse.stream('mappings', RUN_ID, everything('mappings'))
  await stream.next()
  expect(warehouse.runs.isPinned(RUN_ID)).toBe(true)
  await stream.return(undefined)
  expect(warehouse.runs.isPinned(RUN_ID)).toBe(false)
})

test('no page beyond the end, none of nothing', async () => {
  const filter = filterOf('mappings', [{ field: 'TEXT', op: 'CONTAINS', values: ['nowhere to be found'] }])
  for (const way of [{ first: 5 }, { last: 5 }, { first: 5, sort: 'REASON' }])
    expect(await warehouse.mappings(RUN_ID, { filter, ...way })).toEqual({
      edges: [],
      hasNextPage: false,
      hasPreviousPage: false,
    })
  expect((await warehouse.mappings(RUN_ID, { filter: everything('mappings'), first: 0 })).hasNextPage).toBe(
    true,
  )
})
