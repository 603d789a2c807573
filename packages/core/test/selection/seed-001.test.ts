import { describe, expect, it } from 'vitest'
import { Trait } from '../../src/principals/graph.js'
import { leftBehind, select } from '../../src/selection/select.js'
import { DECISIONS, type Decisions } from '../../src/selection/decisions.js'
import { arraysOf, type Entry, type World } from './world.js'

const entry = (principal: string, policy: Entry['policy'] = 'ACL', allow = true): Entry => ({
  principal,
  policy,
  allow,
})

/** ann in editors in staff; bob in editors; cat in staff; dan in nothing. */
const world = (over: Partial<World>): World => ({
  accounts: ['ann', 'bob', 'cat', 'dan'],
  groups: ['editors', 'staff', 'new'],
  unknown: [],
  memberships: [
    ['ann', 'editors'],
    ['bob', 'editors'],
    ['cat', 'staff'],
    ['editors', 'staff'],
  ],
  traits: {},
  sets: [],
  items: over.sets?.map((_, set) => ({ path: `/content/${set}`, set, inScope: true })) ?? [],
  ...over,
})

const selected = (
  given: World,
  ruleset: 'aem-principals' | 'aem-groups-only' | 'every-principal' = 'aem-principals',
  over: Partial<Decisions> = {},
): string[] => {
  const arrays = arraysOf(given)
  const { closure } = select({ ...arrays, settings: { ruleset, decisions: { ...DECISIONS, ...over } } })
  return arrays.ids.filter((_, p) => closure.bits[p] !== 0)
}

describe('the sentences of seed 001 on selection', () => {
  it('"CAM Ingestion then selects and migrates only those principals associated with the content being ingested."', () => {
    const outside = world({ sets: [[entry('editors')]] })
    outside.items[0]!.inScope = false
    expect(selected(outside)).toEqual([])
    expect(selected(world({ sets: [[entry('dan')]] }))).toEqual(['dan'])
  })

  it.each(['ACL', 'CUG'] as const)(
    '"If a principal is on an ACL or CUG policy of migrated content, that principal and all groups it is in and their ancestor (parent) groups will all be migrated." (%s)',
    (policy) => {
      expect(selected(world({ sets: [[entry('ann', policy)]] }))).toEqual(['ann', 'editors', 'staff'])
    },
  )

  it('"Further, if a principal on the content is a group, all its descendent (child) groups and users will also be migrated."', () => {
    expect(selected(world({ sets: [[entry('staff')]] }))).toEqual(['ann', 'bob', 'cat', 'editors', 'staff'])
    expect(selected(world({ sets: [[entry('editors')]] }))).toEqual(['ann', 'bob', 'editors', 'staff'])
  })

  it('"if content is not transferred because it has not changed since the previous transfer, users and groups associated with that content are not transferred either."', () => {
    const topUp = world({ sets: [[entry('dan')], [entry('cat')]] })
    topUp.items[1]!.inScope = false
    expect(selected(topUp)).toEqual(['dan'])
  })

  it('"This rule is true even if the users and groups have changed on the source system. This is because users and groups are only migrated along with the content they are associated with."', () => {
    const changed = world({ sets: [[entry('staff')]], memberships: [['dan', 'staff']] })
    changed.items[0]!.inScope = false
    expect(selected(changed)).toEqual([])
  })

  it('"Since groups are not re-migrated on a top-up (non-wipe) ingestion, any principals new to that group on the source system will not be migrated unless they are part of a different group that is being migrated, or in the ACL of different content being migrated."', () => {
    const traits = { editors: Trait.NOT_REMIGRATED }
    const settings = { ruleset: 'aem-principals' as const, decisions: { ...DECISIONS } }
    const alone = world({ sets: [[entry('editors')]], traits })
    expect(selected(alone)).toEqual(['editors', 'staff'])
    const arrays = arraysOf(alone)
    const gap = leftBehind({ ...arrays, settings }, select({ ...arrays, settings }))
    expect(arrays.ids.filter((_, p) => gap[p] === 1)).toEqual(['ann', 'bob'])
    const joined: World['memberships'] = [...world({}).memberships, ['ann', 'new']]
    const both = world({ sets: [[entry('editors'), entry('new')]], traits, memberships: joined })
    expect(selected(both)).toEqual(['ann', 'editors', 'staff', 'new'])
    expect(selected(world({ sets: [[entry('editors')], [entry('bob')]], traits }))).toContain('bob')
  })
})

describe('what the design decided where the seed is silent', () => {
  const everyone = (sets: Entry[][]): World =>
    world({ sets, groups: ['editors', 'staff', 'everyone'], traits: { everyone: Trait.EVERYONE } })

  it('does not bring the other members of an ancestor, nor the ancestors of a descendant', () => {
    const memberships: World['memberships'] = [...world({}).memberships, ['bob', 'new']]
    const on = (principal: string, over: Partial<Decisions>) =>
      selected(world({ memberships, sets: [[entry(principal)]] }), 'aem-principals', over)
    expect(on('ann', {})).toEqual(['ann', 'editors', 'staff'])
    expect(on('ann', { descendantsOfAncestors: true })).toEqual(['ann', 'bob', 'cat', 'editors', 'staff'])
    expect(on('editors', {})).toEqual(['ann', 'bob', 'editors', 'staff'])
    expect(on('editors', { ancestorsOfDescendants: true })).toEqual(['ann', 'bob', 'editors', 'staff', 'new'])
  })

  it('never expands everyone, unless told to', () => {
    expect(selected(everyone([[entry('everyone')]]))).toEqual(['everyone'])
    expect(
      selected(everyone([[entry('everyone')]]), 'aem-principals', { expandEveryone: true }),
    ).toHaveLength(7)
  })

  it('counts deny entries, and owners, creators and principal policies only where asked', () => {
    expect(selected(world({ sets: [[entry('dan', 'ACL', false)]] }))).toEqual(['dan'])
    expect(
      selected(world({ sets: [[entry('dan', 'ACL', false)]] }), 'aem-principals', { denyCounts: false }),
    ).toEqual([])
    const others = ['OWNER', 'CREATED_BY', 'MODIFIED_BY', 'PRINCIPAL_POLICY'] as const
    expect(selected(world({ sets: [others.map((policy) => entry('dan', policy))] }))).toEqual([])
    expect(
      selected(world({ sets: [[entry('dan', 'OWNER')]] }), 'aem-principals', { ownersSeed: true }),
    ).toEqual(['dan'])
  })

  it('lets a built-in group pull its members, unless told not to', () => {
    const traits = { editors: Trait.BUILT_IN }
    const given = world({ sets: [[entry('editors')]], traits })
    expect(selected(given)).toEqual(['ann', 'bob', 'editors', 'staff'])
    expect(selected(given, 'aem-principals', { builtInPullsMembers: false })).toEqual(['editors', 'staff'])
  })

  it('selects only what is itself on the content under aem-groups-only, and all under every-principal', () => {
    const given = world({ sets: [[entry('staff'), entry('dan')]], traits: { staff: Trait.BUILT_IN } })
    expect(selected(given, 'aem-groups-only')).toEqual(['dan', 'staff'])
    expect(selected(given, 'aem-groups-only', { builtInMemberGroups: true })).toContain('editors')
    expect(selected(given, 'every-principal')).toHaveLength(7)
  })

  it('follows a chain of 100,000 nested groups', () => {
    const depth = 100_000
    const groups = Array.from({ length: depth }, (_, i) => `g${i}`)
    const memberships = groups.slice(1).map((name, i): [string, string] => [groups[i]!, name])
    const given = world({
      accounts: ['ann'],
      groups,
      memberships: [['ann', 'g0'], ...memberships],
      sets: [[entry('ann')]],
    })
    const arrays = arraysOf(given)
    const settings = { ruleset: 'aem-principals' as const, decisions: { ...DECISIONS } }
    const selection = select({ ...arrays, settings })
    expect(selection.closure.bits.every((bit) => bit !== 0)).toBe(true)
    expect(selection.counts!.every((count) => count === 1)).toBe(true)
    const wide = select({
      ...arrays,
      settings: { ...settings, decisions: { ...DECISIONS, descendantsOfAncestors: true } },
    })
    expect(wide.closure.bits.every((bit) => bit !== 0)).toBe(true)
  })
})
