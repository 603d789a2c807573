import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { broughtByGrant, broughtByMembership, nearestPath } from '../../src/selection/explain/index.js'
import { POLICIES } from '../../src/selection/policy.js'
import { groundFor, selectedIn, without, type Settings } from './explain-world.js'
import { grantsOnContent, selectSlowly } from './oracle.js'
import { settingSets, worlds, type World } from './world.js'

const many = process.env['CROSSWALK_TEST'] === 'full' ? 10_000 : 600

/** The world in which only this grant is on the content. */
const grantAlone = (world: World, item: number, entry: number): World => ({
  ...world,
  sets: [[world.sets[world.items[item]!.set]![entry]!]],
  items: [{ ...world.items[item]!, set: 0 }],
})

describe('what one grant brings', () => {
  it('is what it selects by itself, and what nothing else does is lost without it', () => {
    fc.assert(
      fc.property(worlds, settingSets, fc.nat(), (world, settings, pick) => {
        const { arrays, ground } = groundFor(world, settings)
        const grants = world.items.flatMap(({ set }, item) =>
          (world.sets[set] ?? []).map((entry, place) => ({ item, place, ...entry })),
        )
        fc.pre(grants.length > 0 && settings.ruleset !== 'every-principal')
        const { item, place, policy, principal } = grants[pick % grants.length]!
        const entries = world.sets[world.items[item]!.set]!
        const alike = entries.findIndex(
          (entry) =>
            entry.policy === policy &&
            entry.principal === principal &&
            (entry.allow || settings.decisions.denyCounts),
        )
        const code = POLICIES.indexOf(policy)
        const brought = broughtByGrant(ground, item, code, arrays.idOf.get(principal)!)!
        const names = [...brought.principals].map((p) => arrays.ids[p]!)
        const expected = selectedIn(grantAlone(world, item, alike < 0 ? place : alike), settings)
        expect(new Set(names)).toEqual(expected)
        expect(names.length).toBe(expected.size)

        const lacking: World = {
          ...world,
          sets: [...world.sets, entries.filter((e) => e.policy !== policy || e.principal !== principal)],
          items: world.items.map((one, at) => (at === item ? { ...one, set: world.sets.length } : one)),
        }
        const left = selectedIn(lacking, settings)
        names.forEach((name, at) => expect(brought.alone[at], name).toBe(+!left.has(name)))
      }),
      { numRuns: many },
    )
  })

  it('is nothing where the item has no such grant', () => {
    fc.assert(
      fc.property(worlds, settingSets, (world, settings) => {
        const { arrays, ground } = groundFor(world, settings)
        world.items.forEach(({ set }, item) =>
          arrays.ids.forEach((name, p) => {
            const has = (world.sets[set] ?? []).some((e) => e.principal === name && e.policy === 'ACL')
            expect(broughtByGrant(ground, item, 0, p) !== null).toBe(has)
          }),
        )
      }),
      { numRuns: many / 10 },
    )
  })
})

describe('what one membership brings', () => {
  it('holds all that is lost without it, and says of each whether it is', () => {
    fc.assert(
      fc.property(worlds, settingSets, fc.nat(), (world, settings, pick) => {
        fc.pre(world.memberships.length > 0)
        const { arrays, ground } = groundFor(world, settings)
        const [m, g] = world.memberships[pick % world.memberships.length]!
        const pair = [arrays.idOf.get(m)!, arrays.idOf.get(g)!] as const
        const brought = broughtByMembership(ground, ...pair)!
        const names = [...brought.principals].map((p) => arrays.ids[p]!)
        const selected = selectedIn(world, settings)
        const left = selectedIn(without(world, arrays, { seeds: [], memberships: [pair] }), settings)
        const implied = settings.decisions.expandEveryone && ((world.traits[g] ?? 0) & 1) !== 0
        const lost = implied ? [] : [...selected].filter((name) => !left.has(name))
        expect(names).toEqual(expect.arrayContaining(lost))
        names.forEach((name, at) => {
          expect(selected.has(name), name).toBe(true)
          expect(brought.alone[at], name).toBe(+lost.includes(name))
        })
      }),
      { numRuns: many },
    )
  })
})

/** The settings and the world without what stands in the way of a path. */
const cleared = (
  world: World,
  settings: Settings,
  path: NonNullable<ReturnType<typeof nearestPath>>,
  ids: readonly string[],
): { world: World; settings: Settings } => {
  const decisions = { ...settings.decisions } as Record<string, boolean>
  let ruleset = settings.ruleset
  const traits = { ...world.traits }
  const items = world.items.map((item) => ({ ...item }))
  const seeding = {
    ...{ ACL: 'aclSeeds', CUG: 'cugSeeds', OWNER: 'ownersSeed', CREATED_BY: 'creatorsSeed' },
    ...{ MODIFIED_BY: 'modifiersSeed', PRINCIPAL_POLICY: 'principalPoliciesSeed' },
  }
  for (const { code, step } of path.obstacles) {
    const name = ids[path.path[step]!.principal]!
    if (code === 'OUT_OF_SCOPE') items[path.item]!.inScope = true
    else if (code === 'POLICY_DOES_NOT_SELECT') {
      decisions[seeding[POLICIES[path.policy]!]] = true
      decisions['denyCounts'] = true
    } else if (code === 'DENY_DOES_NOT_SELECT') decisions['denyCounts'] = true
    else if (code === 'GROUPS_DO_NOT_COME' || code === 'MEMBERS_DO_NOT_COME') ruleset = 'aem-principals'
    else if (code === 'ANCESTORS_OF_DESCENDANTS')
      [ruleset, decisions['ancestorsOfDescendants']] = ['aem-principals', true]
    else if (code === 'DESCENDANTS_OF_ANCESTORS')
      [ruleset, decisions['descendantsOfAncestors']] = ['aem-principals', true]
    else if (code === 'EVERYONE_NOT_EXPANDED') decisions['expandEveryone'] = true
    else if (code === 'BUILT_IN_PULLS_NO_MEMBERS') decisions['builtInPullsMembers'] = true
    else traits[name] = (traits[name] ?? 0) & ~4
  }
  return {
    world: { ...world, traits, items },
    settings: { ruleset, decisions: decisions as unknown as Settings['decisions'] },
  }
}

describe('the nearest path', () => {
  it('of a principal not selected selects it once all that stands in its way is gone', () => {
    fc.assert(
      fc.property(worlds, settingSets, (world, settings) => {
        const { arrays, ground } = groundFor(world, settings)
        const selected = selectedIn(world, settings)
        arrays.ids.forEach((name, p) => {
          const path = nearestPath(ground, p)
          if (selected.has(name)) {
            expect(path?.obstacles ?? []).toEqual([])
            return
          }
          if (path === null) return
          expect(path.obstacles.length).toBeGreaterThan(0)
          expect(path.path.at(-1)!.principal).toBe(p)
          const edges = new Set(world.memberships.map(String))
          path.path.slice(1).forEach((step, at) => {
            const [before, here] = [arrays.ids[path.path[at]!.principal]!, arrays.ids[step.principal]!]
            const pair = step.as === 'GROUP' ? [before, here] : [here, before]
            const implied = settings.decisions.expandEveryone && ((world.traits[pair[1]!] ?? 0) & 1) !== 0
            expect(implied || edges.has(String(pair))).toBe(true)
          })
          const entry = world.sets[world.items[path.item]!.set]!.find(
            (one) =>
              one.principal === arrays.ids[path.path[0]!.principal] && one.policy === POLICIES[path.policy],
          )
          expect(entry).toBeDefined()
          const then = cleared(world, settings, path, arrays.ids)
          expect(selectedIn(then.world, then.settings).has(name)).toBe(true)
        })
      }),
      { numRuns: many },
    )
  })

  it('has one obstacle where taking one away would do, and none is told where no policy is near', () => {
    fc.assert(
      fc.property(worlds, settingSets, (world, settings) => {
        const { arrays, ground } = groundFor(world, settings)
        if (settings.ruleset === 'every-principal') return
        const wider = { ...world, items: world.items.map((item) => ({ ...item, inScope: true })) }
        const one = selectSlowly(wider, settings).because
        const now = selectedIn(world, settings)
        arrays.ids.forEach((name, p) => {
          if (now.has(name)) return
          const path = nearestPath(ground, p)
          if (one.has(name)) expect(path?.obstacles.length).toBe(1)
        })
        expect(grantsOnContent(world, settings.decisions).length > 0 || now.size === 0).toBe(true)
      }),
      { numRuns: many },
    )
  })
})
