import { describe, expect, it } from 'vitest'
import { PlanInvalid, planFromJob, readPlan } from '../../src/index.js'

const faultsOf = (mapping: unknown): string[] => {
  const read = readPlan(mapping)
  return 'faults' in read ? read.faults.map(({ path }) => path) : []
}

describe('the mapping plan', () => {
  it('is explicit: every setting of the preset is filled in', () => {
    const plan = planFromJob({ preset: 'dryviq', order: ['exception', 'id'], match: { name: [] } })
    expect(plan.order).toEqual(['EXCEPTION', 'ID'])
    expect(plan.match).toEqual({
      EMAIL: ['account'],
      ID: ['account', 'group'],
      USERNAME: ['account'],
      NAME: [],
    })
    expect(Object.values(plan).filter((value) => value === undefined)).toEqual([])
    expect(planFromJob(plan)).toEqual(plan)
  })
  it('stores domains folded, canonical and sorted, so that equal plans have equal fingerprints', () => {
    const plan = planFromJob({
      preset: 'dryviq',
      domainAliases: { '@OLD.example': 'A.example' },
      ownDomains: ['z.example', 'old.example', 'A.EXAMPLE'],
    })
    expect(plan.ownDomains).toEqual(['a.example', 'z.example'])
  })
  it('names every fault at once, with its path', () => {
    expect(
      faultsOf({
        preset: 'nope',
        on: 'yes',
        colour: 1,
        exclusions: { source: [{ field: 'mail', equals: 'x' }] },
      }),
    ).toEqual(expect.arrayContaining(['preset', 'on', 'colour', 'exclusions.source.0.field']))
    expect(
      faultsOf({
        preset: 'dryviq',
        order: ['EMAIL', 'EMAIL', 'DEFAULT', 'ID'],
        match: { EMAIL: ['group'] },
        external: { kinds: ['group'] },
        ambiguity: 'default',
        domainAliases: { 'a.example': 'b.example', 'b.example': 'c.example' },
      }),
    ).toEqual(
      expect.arrayContaining([
        'order.1',
        'order',
        'match.EMAIL',
        'external',
        'external.kinds',
        'ambiguity',
        'domainAliases.a.example',
      ]),
    )
  })
  it.each([
    [{ preset: 'dryviq', default: { account: {} } }, 'default.account'],
    [{ preset: 'dryviq', default: {} }, 'default'],
    [
      { preset: 'dryviq', exclusions: { source: [{ field: 'id', equals: 'a', matches: 'b' }] } },
      'exclusions.source.0',
    ],
    [{ preset: 'dryviq', ownDomains: ['a b'] }, 'ownDomains.0'],
    [{ preset: 'dryviq', order: ['EXCEPTION'], provision: {} }, 'provision'],
  ])('refuses %j at %s with a cure', (mapping, path) => {
    expect(faultsOf(mapping)).toEqual([path])
    expect(() => planFromJob(mapping as never)).toThrow(PlanInvalid)
  })
})
