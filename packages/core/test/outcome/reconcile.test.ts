import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MEMBER_SIDES, reconcileMembers, type ReconcileInput } from '../../src/outcome/reconcile.js'
import { buildGraph, NONE } from '../../src/principals/graph.js'

const full = process.env['CROSSWALK_TEST'] === 'full'
const [ACCOUNTS, GROUPS] = [4, 4]
type Pair = readonly [member: number, group: number]

const graphOf = (pairs: readonly Pair[]) => {
  const distinct = [...new Map(pairs.map((pair) => [pair.join(), pair])).values()]
  const sorted = distinct.sort(([m, g], [n, h]) => m - n || g - h)
  return buildGraph({
    ...{ sources: ACCOUNTS + GROUPS, unknown: 0, groupStart: ACCOUNTS },
    member: Int32Array.from(sorted, ([member]) => member),
    group: Int32Array.from(sorted, ([, group]) => group),
  })
}

const pairs = fc.array(
  fc
    .tuple(fc.nat(ACCOUNTS + GROUPS - 1), fc.nat(GROUPS - 1))
    .map(([member, group]): Pair => [member, ACCOUNTS + group]),
  { maxLength: 16 },
)
const worlds = fc.record({
  source: pairs,
  destination: pairs,
  mapped: fc.array(fc.integer({ min: NONE, max: ACCOUNTS - 1 }), {
    minLength: ACCOUNTS,
    maxLength: ACCOUNTS,
  }),
  compared: fc.array(fc.tuple(fc.nat(GROUPS - 1), fc.nat(GROUPS - 1)), { minLength: 1, maxLength: 3 }),
})
type World = typeof worlds extends fc.Arbitrary<infer W> ? W : never

const accountsIn = (memberships: readonly Pair[], group: number): Set<number> => {
  const inside = new Set([group])
  for (let grown = 0; grown !== inside.size;) {
    grown = inside.size
    for (const [member, of] of memberships) if (inside.has(of)) inside.add(member)
  }
  return new Set([...inside].filter((p) => p < ACCOUNTS))
}

const inputOf = ({ source, destination, mapped, compared }: World): ReconcileInput => ({
  ...{ source: graphOf(source), destination: graphOf(destination) },
  sourceGroup: Int32Array.from(compared, ([group]) => ACCOUNTS + group),
  destinationGroup: Int32Array.from(compared, ([, group]) => ACCOUNTS + group),
  mapped: Int32Array.from([...mapped, ...Array.from({ length: GROUPS }, () => NONE)]),
})

describe('the members of a group on both sides', () => {
  it('are set side by side through nesting, cycles and the mappings, as plain sets say', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const result = reconcileMembers(inputOf(world))
        world.compared.forEach(([from, to], pair) => {
          const ours = accountsIn(world.source, ACCOUNTS + from)
          const theirs = accountsIn(world.destination, ACCOUNTS + to)
          const target = (account: number): number => world.mapped[account] ?? NONE
          const arrived = new Set([...ours].map(target).filter((account) => theirs.has(account)))
          const told = (side: (typeof MEMBER_SIDES)[number]) =>
            Array.from(result.members.principal).filter(
              (_, row) =>
                result.members.pair[row] === pair && result.members.side[row] === MEMBER_SIDES.indexOf(side),
            )
          const missing = [...ours].filter((account) => !theirs.has(target(account)))
          expect(told('SOURCE_ONLY')).toEqual(missing.sort())
          expect(told('DESTINATION_ONLY')).toEqual([...theirs].filter((one) => !arrived.has(one)).sort())
          expect([result.both[pair], result.sourceOnly[pair], result.destinationOnly[pair]]).toEqual([
            arrived.size,
            missing.length,
            theirs.size - arrived.size,
          ])
        })
        expect([...result.compared]).toEqual(world.compared.map(() => 1))
      }),
      { numRuns: full ? 20_000 : 400 },
    )
  })

  it('are left uncompared, and said to be, once the budget is used up', () => {
    const world: World = {
      ...{ source: [[0, 4]], destination: [[0, 4]], mapped: [0, 1, 2, 3] },
      compared: [
        [0, 0],
        [0, 0],
      ],
    }
    const result = reconcileMembers({ ...inputOf(world), budget: 4 })
    expect([...result.compared]).toEqual([1, 0])
    expect([...result.both]).toEqual([1, 0])
    expect(result.members.pair.length).toBe(0)
  })
})
