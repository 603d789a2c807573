import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GroupRole, userGroupsOf } from '../../src/outcome/user-groups.js'
import { buildGraph } from '../../src/principals/graph.js'

const full = process.env['CROSSWALK_TEST'] === 'full'
const ACCOUNTS = 4

/** Accounts 0 to 3, groups from 4 on; members before groups, sorted. */
const graphOf = (groups: number, pairs: readonly (readonly [number, number])[]) => {
  const distinct = [...new Map(pairs.map((pair) => [pair.join(), pair])).values()]
  const sorted = distinct.sort(([m, g], [n, h]) => m - n || g - h)
  return buildGraph({
    ...{ sources: ACCOUNTS + groups, unknown: 0, groupStart: ACCOUNTS },
    member: Int32Array.from(sorted, ([member]) => member),
    group: Int32Array.from(sorted, ([, group]) => group),
  })
}

interface World {
  groups: number
  pairs: readonly (readonly [number, number])[]
  roles: readonly number[]
}

const worlds: fc.Arbitrary<World> = fc.integer({ min: 1, max: 7 }).chain((groups) =>
  fc.record({
    groups: fc.constant(groups),
    pairs: fc.array(
      fc
        .tuple(fc.nat(ACCOUNTS + groups - 1), fc.nat(groups - 1))
        .map(([member, group]) => [member, ACCOUNTS + group] as const),
      { maxLength: 20 },
    ),
    roles: fc.array(fc.constantFrom(0, ...Object.values(GroupRole)), {
      minLength: groups,
      maxLength: groups,
    }),
  }),
)

/** What aem.md A2 says of one account, with sets: everything it is in at any depth; built-in ones directly. */
const slowly = ({ pairs, roles, groups }: World, account: number): Set<string> => {
  const direct = pairs.filter(([member]) => member === account).map(([, group]) => group)
  const inside = new Set(direct)
  for (let grown = -1; grown !== inside.size;) {
    grown = inside.size
    for (const [member, group] of pairs) if (inside.has(member)) inside.add(group)
  }
  const role = (group: number): number => roles[group - ACCOUNTS] ?? 0
  expect(groups).toBe(roles.length)
  return new Set([
    ...[...inside]
      .filter((g) => role(g) === GroupRole.LISTED || role(g) === GroupRole.LOCAL)
      .map((g) => `${g} ${role(g)}`),
    ...direct.filter((g) => role(g) === GroupRole.BUILT_IN).map((g) => `${g} ${GroupRole.BUILT_IN}`),
  ])
}

const found = (world: World, limit?: number) => {
  const roles = Uint8Array.from([...Array.from({ length: ACCOUNTS }, () => 0), ...world.roles])
  const { account, group, role, cut } = userGroupsOf(graphOf(world.groups, world.pairs), roles, limit)
  const rows = Array.from(account, (a, row) => ({ account: a, group: group[row]!, role: role[row]! }))
  return { rows, cut }
}

describe('the groups of a user', () => {
  it('are flattened through nesting and cycles: listed and local ones at any depth, built-in ones directly', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { rows, cut } = found(world)
        expect(cut).toBe(0)
        for (let account = 0; account < ACCOUNTS; account++) {
          const own = rows
            .filter((row) => row.account === account)
            .map(({ group, role }) => `${group} ${role}`)
          expect(new Set(own)).toEqual(slowly(world, account))
          expect(own.length).toBe(new Set(own).size)
        }
      }),
      { numRuns: full ? 20_000 : 400 },
    )
  })

  it('come nearest first, and end at the limit, which is told', () => {
    const chain = [4, 5, 6, 7].map((group, depth) => [depth === 0 ? 0 : group - 1, group] as const)
    const world = { groups: 4, pairs: [...chain, [1, 7] as const], roles: [1, 1, 1, 1] }
    expect(found(world).rows.map(({ account, group }) => [account, group])).toEqual([
      ...[
        [0, 4],
        [0, 5],
        [0, 6],
        [0, 7],
      ],
      [1, 7],
    ])
    const { rows, cut } = found(world, 2)
    expect(rows.map(({ account, group }) => [account, group])).toEqual([
      [0, 4],
      [0, 5],
      [1, 7],
    ])
    expect(cut).toBe(1)
  })

  it('of a built-in group are followed through it to what it is in', () => {
    const pairs = [[0, 4] as const, [4, 5] as const]
    const { rows } = found({ groups: 2, pairs, roles: [GroupRole.BUILT_IN, GroupRole.LISTED] })
    expect(rows.map(({ group, role }) => [group, role])).toEqual([
      [4, GroupRole.BUILT_IN],
      [5, GroupRole.LISTED],
    ])
  })
})
