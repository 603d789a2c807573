import { indexPrincipals, nearMisses, qualityIssues } from '@crosswalk/core'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { explainMapping } from '../../../src/pipeline/resolve/explain.js'
import { reportSourceQuality } from '../../../src/pipeline/resolve/quality.js'
import { rows } from '../../../src/warehouse/duck.js'
import { cases } from './arbitrary.js'
import { inBulk, load } from './both.js'
import { openDirectory } from './scratch.js'
import type { Scratch } from './scratch.js'

let scratch: Scratch
beforeAll(async () => {
  scratch = await openDirectory({ threads: 2 })
})
afterAll(() => scratch.close())

describe('the evidence of a stored row', () => {
  it('ends in the stored resolution and reason, for every row', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (given) => {
        const { resolved } = await inBulk(scratch, given)
        for (const { row_id, resolution, reason } of resolved) {
          const told = await explainMapping(scratch.connection, given.plan, row_id)
          expect([told?.resolution, told?.reason]).toEqual([resolution, reason])
          expect(told?.evidence.at(-1)?.rule).toBe(resolution)
        }
      }),
      { numRuns: 25 },
    )
  }, 300_000)

  it('finds by hash the near misses that core finds among all', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (given) => {
        const { resolved } = await inBulk(scratch, given)
        const all = indexPrincipals(given.destination)
        for (const { row_id, resolution } of resolved.slice(0, 6)) {
          const source = given.source[row_id]
          if (source === undefined || resolution !== 'UNRESOLVED') continue
          const keyed = (near: ReturnType<typeof nearMisses>) =>
            near.filter(({ kind }) => kind !== 'OTHER_SPELLING')
          const told = await explainMapping(scratch.connection, given.plan, row_id)
          expect(keyed(told?.nearMisses ?? [])).toEqual(keyed(nearMisses(source, all, given.plan)))
        }
      }),
      { numRuns: 25 },
    )
  }, 300_000)

  it('is undefined for a row that is not there', async () => {
    expect(await explainMapping(scratch.connection, fc.sample(cases, 1)[0]!.plan, 9999)).toBeUndefined()
  })
})

describe('the source quality report', () => {
  it('names in SQL what core names', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (given) => {
        await load(scratch, given)
        await reportSourceQuality(scratch.connection)
        const told = await rows<{ code: string; value: string | null; row_id: number }>(
          scratch.connection,
          'quality',
          'SELECT code, value, row_id FROM source_quality',
        )
        const line = (...parts: (string | number | null)[]) => JSON.stringify(parts)
        const expected = qualityIssues(given.source).flatMap(({ code, value, rows: at }) =>
          at.map((row) => line(code, value, row)),
        )
        expect(told.map(({ code, value, row_id }) => line(code, value, row_id)).sort()).toEqual(
          expected.sort(),
        )
      }),
      { numRuns: 60 },
    )
  }, 300_000)
})
