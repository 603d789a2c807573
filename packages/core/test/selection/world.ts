import fc from 'fast-check'
import { buildGraph, Trait, type PrincipalGraph } from '../../src/principals/graph.js'
import { scopedSets, type GrantSets, type ItemGrants, type ScopedSets } from '../../src/selection/grants.js'
import { POLICIES, RULESETS, type Policy } from '../../src/selection/policy.js'
import { DECISION_NAMES, DECISIONS, type Decisions } from '../../src/selection/decisions.js'
import type { SelectionSettings } from '../../src/selection/settings.js'

export interface Entry {
  principal: string
  policy: Policy
  allow: boolean
}

/** A small repository in plain words: `u…` accounts, `g…` groups, `x…` names that only policies know. */
export interface World {
  accounts: string[]
  groups: string[]
  unknown: string[]
  memberships: [member: string, group: string][]
  traits: Record<string, number>
  sets: Entry[][]
  items: { path: string; set: number; inScope: boolean }[]
}

const names = (letter: string, n: number): string[] => Array.from({ length: n }, (_, i) => `${letter}${i}`)

export const worlds: fc.Arbitrary<World> = fc
  .record({ accounts: fc.nat(5), groups: fc.integer({ min: 1, max: 7 }), unknown: fc.nat(2) })
  .chain((size) => {
    const accounts = names('u', size.accounts)
    const groups = names('g', size.groups)
    const unknown = names('x', size.unknown)
    const anyone = fc.constantFrom(...accounts, ...groups, ...unknown)
    const trait = fc.constantFrom(
      0,
      0,
      0,
      Trait.BUILT_IN,
      Trait.NOT_REMIGRATED,
      Trait.BUILT_IN | Trait.NOT_REMIGRATED,
    )
    const entry = fc.record({
      principal: anyone,
      policy: fc.constantFrom(...POLICIES, 'ACL' as const, 'CUG' as const),
      allow: fc.boolean(),
    })
    return fc
      .record({
        memberships: fc.uniqueArray(
          fc.tuple(fc.constantFrom(...accounts, ...groups), fc.constantFrom(...groups)),
          { maxLength: 16, selector: String },
        ),
        traitList: fc.array(trait, { minLength: size.groups, maxLength: size.groups }),
        everyone: fc.option(fc.constantFrom(...groups, ...unknown)),
        sets: fc.array(fc.array(entry, { maxLength: 4 }), { minLength: 1, maxLength: 4 }),
        paths: fc.uniqueArray(
          fc.constantFrom('/a', '/a/b', '/a!', '/é', '/z', '/😀', '/\uffee', '/content'),
          {
            maxLength: 6,
          },
        ),
        places: fc.array(fc.tuple(fc.nat(9), fc.boolean(), fc.boolean()), { minLength: 6, maxLength: 6 }),
      })
      .map(({ memberships, traitList, everyone, sets, paths, places }) => {
        const traits = Object.fromEntries(groups.map((g, i) => [g, traitList[i]!]))
        if (everyone !== null) traits[everyone] = Trait.EVERYONE | Trait.BUILT_IN
        const items = paths.map((path, i) => ({
          path,
          set: places[i]![0] < sets.length ? places[i]![0] : -1,
          inScope: places[i]![1] || places[i]![2],
        }))
        return { accounts, groups, unknown, memberships, traits, sets, items }
      })
  })

export const decisionSets: fc.Arbitrary<Decisions> = fc.record(
  Object.fromEntries(DECISION_NAMES.map((name) => [name, fc.boolean()])) as Record<
    keyof Decisions,
    fc.Arbitrary<boolean>
  >,
)

export const settingSets: fc.Arbitrary<Pick<SelectionSettings, 'ruleset' | 'decisions'>> = fc.record({
  ruleset: fc.constantFrom(...RULESETS),
  decisions: fc.oneof(fc.constant({ ...DECISIONS }), decisionSets),
})

export const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

/** The same world in typed arrays. `order` lists accounts, groups and unknown names in the order of their ids. */
export interface Arrays {
  ids: string[]
  idOf: ReadonlyMap<string, number>
  graph: PrincipalGraph
  traits: Uint8Array
  sets: GrantSets
  items: ItemGrants
  scoped: ScopedSets
}

export const arraysOf = (world: World): Arrays => {
  const ids = [...world.accounts, ...world.groups, ...world.unknown]
  const idOf = new Map(ids.map((name, id) => [name, id]))
  const pairs = world.memberships
    .map(([m, g]) => [idOf.get(m)!, idOf.get(g)!] as const)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const graph = buildGraph({
    sources: world.accounts.length + world.groups.length,
    unknown: world.unknown.length,
    groupStart: world.accounts.length,
    member: Int32Array.from(pairs, (pair) => pair[0]),
    group: Int32Array.from(pairs, (pair) => pair[1]),
  })
  const entries = world.sets.flat()
  const offsets = new Int32Array(world.sets.length + 1)
  world.sets.forEach((set, s) => (offsets[s + 1] = offsets[s]! + set.length))
  const ranked = world.items.map((item) => item.path).sort(byBytes)
  const items = {
    set: Int32Array.from(world.items, (item) => item.set),
    inScope: Uint8Array.from(world.items, (item) => +item.inScope),
    pathRank: Int32Array.from(world.items, (item) => ranked.indexOf(item.path)),
  }
  return {
    ids,
    idOf,
    graph,
    traits: Uint8Array.from(ids, (name) => world.traits[name] ?? 0),
    sets: {
      offsets,
      principal: Int32Array.from(entries, (entry) => idOf.get(entry.principal)!),
      policy: Uint8Array.from(entries, (entry) => POLICIES.indexOf(entry.policy)),
      allow: Uint8Array.from(entries, (entry) => +entry.allow),
    },
    items,
    scoped: scopedSets(items, world.sets.length),
  }
}
