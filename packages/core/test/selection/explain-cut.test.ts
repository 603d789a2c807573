import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { smallestCut, type Removal } from '../../src/selection/explain/index.js'
import { DECISIONS } from '../../src/selection/decisions.js'
import { grantsNaming } from '../../src/selection/seeds.js'
import { groundFor, selectedIn, without } from './explain-world.js'
import { settingSets, worlds, type World } from './world.js'

const many = process.env['CROSSWALK_TEST'] === 'full' ? 10_000 : 700

/** All removals that take away fewer than `size` grants and memberships. */
function* removalsBelow(
  size: number,
  seeds: readonly { seed: number; grants: number }[],
  memberships: readonly (readonly [number, number])[],
): Generator<Removal> {
  const units = [
    ...seeds.map(({ seed, grants }) => ({ cost: grants, seed })),
    ...memberships.map((membership) => ({ cost: 1, membership })),
  ]
  function* pick(at: number, left: number, removal: Removal): Generator<Removal> {
    yield removal
    for (let next = at; next < units.length; next++) {
      const unit = units[next]!
      if (unit.cost > left) continue
      yield* pick(next + 1, left - unit.cost, {
        seeds: 'seed' in unit ? [...removal.seeds, unit.seed] : removal.seeds,
        memberships: 'membership' in unit ? [...removal.memberships, unit.membership] : removal.memberships,
      })
    }
  }
  yield* pick(0, size - 1, { seeds: [], memberships: [] })
}

describe('the smallest cut', () => {
  it.each([
    [
      'the default decisions',
      fc.constant({ ruleset: 'aem-principals' as const, decisions: { ...DECISIONS } }),
    ],
    ['every combination of decisions', settingSets],
  ])('deselects the principal, and no smaller set does, under %s', (_name, settingsOf) => {
    fc.assert(
      fc.property(worlds, settingsOf, fc.nat(), (world, settings, pick) => {
        const { arrays, ground } = groundFor(world, settings)
        const selected = selectedIn(world, settings)
        const p = pick % arrays.ids.length
        const name = arrays.ids[p]!
        const cut = smallestCut(ground, p)
        expect(cut !== null).toBe(selected.has(name) && settings.ruleset !== 'every-principal')
        if (cut === null) return
        expect(cut.proven).toBe(true)
        expect(cut.size).toBe(cut.memberships.length + cut.grants.reduce((sum, n) => sum + n, 0))
        const left = selectedIn(without(world, arrays, cut), settings)
        expect(left.has(name)).toBe(false)
        expect(cut.deselected).toBe(selected.size - left.size)
        const seeds = [...ground.seeds.order].map((seed) => ({
          seed,
          grants: grantsNaming(ground.seeds, seed),
        }))
        const pairs = world.memberships.map(([m, g]) => [arrays.idOf.get(m)!, arrays.idOf.get(g)!] as const)
        for (const removal of removalsBelow(Math.min(cut.size, 4), seeds, pairs))
          expect(selectedIn(without(world, arrays, removal), settings).has(name)).toBe(true)
      }),
      { numRuns: many },
    )
  })

  it('takes a membership that is walked up and down away once', () => {
    const acl = (principal: string) => ({ principal, policy: 'ACL' as const, allow: true })
    const world: World = {
      accounts: ['u0'],
      groups: ['bottom', 'middle', 'asked', 'top'],
      unknown: [],
      memberships: [
        ['u0', 'bottom'],
        ['bottom', 'middle'],
        ['middle', 'asked'],
        ['asked', 'bottom'],
        ['middle', 'top'],
      ],
      traits: {},
      sets: [[acl('u0'), acl('top')]],
      items: ['/a', '/b'].map((path) => ({ path, set: 0, inScope: true })),
    }
    const { arrays, ground } = groundFor(world, {
      ruleset: 'aem-principals',
      decisions: { ...DECISIONS },
    })
    const cut = smallestCut(ground, arrays.idOf.get('asked')!)
    expect(cut).toMatchObject({ size: 1, proven: true, grants: [] })
    expect(cut?.memberships.map((pair) => pair.map((id) => arrays.ids[id]))).toEqual([['bottom', 'middle']])
  })
})
