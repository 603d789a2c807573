import { FINDINGS, KEY_FIELDS, MAPPING_REASONS, MappingFlag, RESOLUTIONS } from '@crosswalk/core'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keyedSql } from '../../../src/pipeline/resolve/keys.js'
import { rows } from '../../../src/warehouse/duck.js'
import { cases } from './arbitrary.js'
import { byReference, exceptionColumns, inBulk } from './both.js'
import { openDirectory } from './scratch.js'
import type { Scratch } from './scratch.js'

const full = process.env['CROSSWALK_TEST'] === 'full'
const numRuns = full ? 3000 : 40

let one: Scratch
let two: Scratch
beforeAll(async () => {
  one = await openDirectory({ threads: 1 })
  two = await openDirectory({ threads: 2 })
})
afterAll(() => {
  one.close()
  two.close()
})

const SIMPLE = { domainAliases: {}, exclusions: { source: [], destination: [] }, default: null }

describe('the bulk resolver', () => {
  it('gives every row what the reference resolver gives it, and the same findings', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (given) => {
        expect(await inBulk(two, given)).toEqual(byReference(given))
      }),
      { numRuns },
    )
  }, 1_200_000)

  it('gives the same with one thread and with two', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (given) => {
        expect(await inBulk(one, given)).toEqual(await inBulk(two, given))
      }),
      { numRuns: full ? 300 : 10 },
    )
  }, 600_000)

  it('never matches by a hash alone: keys that all collide give the same rows', async () => {
    const colliding = (principals: string) =>
      `(SELECT * REPLACE (${KEY_FIELDS.map((field) => `k_${field} % 2 AS k_${field}`).join(', ')}) FROM ${keyedSql(principals)})`
    const given = cases.map((drawn) => ({
      ...drawn,
      exceptions: [],
      plan: { ...drawn.plan, ...SIMPLE, ambiguity: 'continue' as const },
    }))
    await fc.assert(
      fc.asyncProperty(given, async (drawn) => {
        expect(await inBulk(two, drawn, colliding)).toEqual(byReference(drawn))
      }),
      { numRuns: full ? 500 : 20 },
    )
  }, 600_000)

  it('leaves the table of exceptions as the run folder has it', async () => {
    const columns = await rows<{ column_name: string }>(one.connection, 'columns', 'DESCRIBE exceptions')
    expect(columns.map(({ column_name }) => column_name)).toEqual(exceptionColumns)
  })
})

describe('the generated cases', () => {
  it('bring about every resolution, reason, flag and finding of resolution', () => {
    const seen = new Set<string>()
    for (const given of fc.sample(cases, { numRuns: 1000, seed: 1 })) {
      const { resolved, findings } = byReference(given)
      for (const { resolution, reason, flags } of resolved) {
        seen.add(resolution)
        if (reason !== null) seen.add(reason)
        for (const [name, bit] of Object.entries(MappingFlag)) if (flags & bit) seen.add(name)
      }
      for (const { code } of findings) seen.add(code)
    }
    const expected = [...RESOLUTIONS, ...Object.keys(MAPPING_REASONS), ...Object.keys(MappingFlag)]
    const codes = Object.keys(FINDINGS).filter((code) =>
      /^(EXCEPTION_|DEFAULT_IDENTITY|EMPTY_IDENTITY)/.test(code),
    )
    expect([...expected, ...codes].filter((name) => !seen.has(name))).toEqual([])
  })
})
