import { indexPrincipals, manyToOneIssues, nearMisses, qualityIssues } from '@crosswalk/core'
import fc from 'fast-check'
type Mapping = Parameters<typeof manyToOneIssues>[0][number]['mapping']
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashOf } from '../../../src/pipeline/resolve/candidates.js'
import { explainMapping, findNearMisses } from '../../../src/pipeline/resolve/explain.js'
import { reportSourceQuality } from '../../../src/pipeline/resolve/quality.js'
import { queriesOver } from '../../../src/pipeline/resolve/run-queries.js'
import type { RunQueries } from '../../../src/pipeline/resolve/run-queries.js'
import { rows } from '../../../src/warehouse/duck.js'
import { cases } from './arbitrary.js'
import { byReference, inBulk } from './both.js'
import { openDirectory } from './scratch.js'
import type { DirectoryPrincipal } from '@crosswalk/core'
import type { Scratch } from './scratch.js'

let scratch: Scratch
/** `resolved` has what is asked of `mappings`. */
const overScratch = (): RunQueries => ({
  ...queriesOver(scratch.connection),
  table: (name) => (name === 'mappings' ? 'resolved' : name),
})
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
          const told = await explainMapping(overScratch(), given.plan, row_id)
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
          const told = await findNearMisses(overScratch(), given.plan, row_id)
          expect(keyed(told)).toEqual(keyed(nearMisses(source, all, given.plan)))
        }
      }),
      { numRuns: 25 },
    )
  }, 300_000)

  it('is undefined for a row that is not there', async () => {
    expect(await explainMapping(overScratch(), fc.sample(cases, 1)[0]!.plan, 9999)).toBeUndefined()
  })
})

it('hashes a text at hand as SQL hashes a column', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
      const [found] = await rows(scratch.connection, 'hash', 'SELECT md5_number_lower($1) AS hash', [text])
      expect(found?.['hash']).toBe(hashOf(text))
    }),
  )
})

it('finds other spellings of ASCII and other texts, whatever characters they hold', async () => {
  const plan = fc.sample(cases, 1)[0]!.plan
  const one = (row: number, id: string): DirectoryPrincipal => ({
    ...{ row, kind: 'account', id, username: null, name: null, caption: null, email: null, flags: 0 },
  })
  for (const [source, destination] of [
    ['S.1 (a)', 's.1(A)'],
    ['Søren Weiß', 'søren\u00a0weiss'],
    ['Jose', 'José'],
    ['a\0b', 'A\0 B'],
  ] as const) {
    const given = { plan, exceptions: [], source: [one(0, source)], destination: [one(0, destination)] }
    const quiet = {
      ...given,
      plan: { ...plan, on: true, order: [], exclusions: { source: [], destination: [] } },
    }
    await inBulk(scratch, quiet)
    const near = await findNearMisses(overScratch(), quiet.plan, 0)
    expect([source, near.map(({ kind }) => kind)]).toEqual([source, ['OTHER_SPELLING']])
  }
})

describe('the source quality report', () => {
  it('names in SQL what core names', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (given) => {
        await inBulk(scratch, given)
        await reportSourceQuality(scratch.connection)
        const told = await rows<{
          row_id: number
          code: string
          value: string | null
          principal: number
          shared_by: number
        }>(
          scratch.connection,
          'quality',
          'SELECT row_id, code, value, principal, shared_by FROM source_quality',
        )
        const line = (...parts: (string | number | null)[]) => JSON.stringify(parts)
        const { resolved } = byReference(given)
        const mapped = given.source.map((source, at) => {
          const row = resolved[at]!
          const [id, username] = [row.destination_id, row.destination_username]
          const destination = { id, username, name: row.destination_name, caption: row.destination_caption }
          return { source, mapping: { ...row, destRow: row.dest_row, destination } as Mapping }
        })
        const issues = [...qualityIssues(given.source), ...manyToOneIssues(mapped)]
        const expected = issues.flatMap(({ code, value, rows: at }) =>
          at.map((row) => line(code, value, row, at.length)),
        )
        expect(
          told.map(({ code, value, principal, shared_by }) => line(code, value, principal, shared_by)).sort(),
        ).toEqual(expected.sort())
        expect(told.map(({ row_id }) => row_id)).toEqual(told.map((_, at) => at))
      }),
      { numRuns: 25 },
    )
  }, 300_000)
})
