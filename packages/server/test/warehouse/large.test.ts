import { DEFAULT_SORT, everything } from '@crosswalk/core'
import type { Filter } from '@crosswalk/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { filterOf } from '../../src/warehouse/filter-input.js'
import { createWarehouse } from '../../src/warehouse/warehouse.js'
import type { Warehouse } from '../../src/warehouse/warehouse.js'
import { makeLargeRun } from './large-run.js'
import { RUN_ID } from './run-folder.js'

const FULL = process.env.CROSSWALK_TEST === 'full'
const COUNT = FULL ? 1_000_000 : 100_000
let made: Awaited<ReturnType<typeof makeLargeRun>>
let warehouse: Warehouse

beforeAll(async () => {
  made = await makeLargeRun(COUNT)
  warehouse = await createWarehouse({ runsFolder: made.runsFolder, threads: 2, memoryLimit: '512MB' })
})
afterAll(async () => {
  warehouse.close()
  await made.remove()
})

const domain = (...values: string[]) => filterOf('mappings', [{ field: 'DOMAIN', op: 'IN', values }])
const text = (value: string) => filterOf('mappings', [{ field: 'TEXT', op: 'CONTAINS', values: [value] }])

const backward = async (filter: Filter, sort: string) => {
  const pages: number[][] = []
  let before: string | undefined
  for (let more = true; more;) {
    const page = await warehouse.mappings(RUN_ID, { filter, sort, last: 100, before })
    pages.unshift(page.edges.map(({ node }) => node.rowId))
    more = page.hasPreviousPage
    before = page.edges[0]?.cursor
  }
  return pages.flat()
}

test('rare rows are found going back, across windows', async () => {
  const filter = domain('dep7.example.com')
  const { total } = await warehouse.count(RUN_ID, filter)
  const found = await backward(filter, DEFAULT_SORT)
  expect(found.length).toBe(total)
  expect(total).toBeGreaterThan(COUNT / 600)
  expect(found).toEqual([...found].sort((a, b) => a - b))
  expect((await backward(filter, 'RESOLUTION')).sort((a, b) => a - b)).toEqual(found)
})

test('domains beyond the listed ones are counted as other, and exactly once asked for', async () => {
  const all = await warehouse.facets(RUN_ID, everything('mappings'))
  const domains = all.find(({ field }) => field === 'DOMAIN')
  expect(domains?.values.length).toBe(200)
  expect(domains?.other).toBeGreaterThan(0)
  const listed = domains?.values.reduce((sum, { count }) => sum + count, 0) ?? 0
  expect(listed + (domains?.other ?? 0)).toBe(COUNT)
  const names = Array.from({ length: 300 }, (_, index) => `dep${index}.example.com`)
  const hidden = names.find((name) => !domains?.values.some(({ value }) => value === name)) ?? ''
  const { total } = await warehouse.count(RUN_ID, domain(hidden))
  expect(total).toBe((await backward(domain(hidden), DEFAULT_SORT)).length)
  const under = await warehouse.facets(RUN_ID, domain(hidden))
  const kinds = under.find(({ field }) => field === 'KIND')?.values
  expect(kinds?.reduce((sum, { count }) => sum + count, 0)).toBe(total)
})

test('many searches at once share scans, and old cubes are dropped while new ones are in use', async () => {
  const asked = Array.from({ length: 120 }, (_, index) => `user${index % 40}@`)
  const counts = await Promise.all(
    asked.map(async (value) => {
      const [count, facets] = await Promise.all([
        warehouse.count(RUN_ID, text(value)),
        warehouse.facets(RUN_ID, text(value)),
      ])
      const kinds = facets.find(({ field }) => field === 'KIND')?.values ?? []
      expect(kinds.reduce((sum, one) => sum + one.count, 0)).toBe(count.total)
      return count.total
    }),
  )
  expect(counts).toEqual(asked.map(() => 1))
})

test('an aborted request ends, and the next is answered', async () => {
  const signal = AbortSignal.abort(new Error('gone'))
  const query = { filter: text('nobody at all'), first: 10 }
  await expect(warehouse.mappings(RUN_ID, query, { signal })).rejects.toThrow('gone')
  expect((await warehouse.mappings(RUN_ID, query)).edges).toEqual([])
})

test('a statement that takes too long is given up with a code', async () => {
  const hurried = await createWarehouse({
    ...{ runsFolder: made.runsFolder, threads: 1, memoryLimit: '512MB', timeoutMs: 1 },
  })
  const slow = Array.from({ length: 200 }, (_, index) => `nobody ${index}`)
  const filter = filterOf('mappings', [{ field: 'TEXT', op: 'CONTAINS', values: slow }])
  await expect(hurried.count(RUN_ID, filter)).rejects.toMatchObject({ code: 'STATEMENT_TIMEOUT' })
  hurried.close()
})

test.runIf(FULL)('a deep page costs at most twice the first', async () => {
  const filter = everything('mappings')
  const median = async (query: object) => {
    const times: number[] = []
    for (let round = 0; round < 9; round += 1) {
      const begun = performance.now()
      await warehouse.mappings(RUN_ID, { filter, ...query })
      times.push(performance.now() - begun)
    }
    return times.sort((a, b) => a - b)[4] ?? 0
  }
  const half = await warehouse.mappings(RUN_ID, { filter, sort: 'KIND', last: 1 })
  const first = await median({ first: 100, sort: 'KIND' })
  const deep = await median({ last: 100, sort: 'KIND', before: half.edges[0]?.cursor })
  expect(deep).toBeLessThan(2 * first + 10)
})
