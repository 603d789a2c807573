import { Trait } from '../../src/principals/graph.js'
import { POLICIES, type Policy } from '../../src/selection/policy.js'
import type { Decisions } from '../../src/selection/decisions.js'
import type { SelectionSettings } from '../../src/selection/settings.js'
import { byBytes, type World } from './world.js'

/**
 * The closure as the sentences of seed 001 say it, with plain sets, one principal on the content after the
 * other, every decision of the design a parameter. Slow; meant to be read and believed.
 */
type Settings = Pick<SelectionSettings, 'ruleset' | 'decisions'>

interface Selected {
  onContent: Set<string>
  ancestors: Set<string>
  descendants: Set<string>
  /** The principals on the content that select each principal. */
  because: Map<string, Set<string>>
}

export interface Grant {
  path: string
  policy: Policy
  ordinal: number
  principal: string
}

const has = (world: World, name: string, trait: number): boolean => ((world.traits[name] ?? 0) & trait) !== 0

const selects = (policy: Policy, allow: boolean, d: Decisions): boolean =>
  (allow || d.denyCounts) &&
  {
    ACL: d.aclSeeds,
    CUG: d.cugSeeds,
    OWNER: d.ownersSeed,
    CREATED_BY: d.creatorsSeed,
    MODIFIED_BY: d.modifiersSeed,
    PRINCIPAL_POLICY: d.principalPoliciesSeed,
  }[policy]

/** "on an ACL or CUG policy of migrated content", in the order of first triggers. */
export const grantsOnContent = (world: World, decisions: Decisions): Grant[] =>
  world.items
    .filter((item) => item.inScope && item.set >= 0)
    .flatMap((item) =>
      world.sets[item.set]!.flatMap((entry, ordinal) =>
        selects(entry.policy, entry.allow, decisions)
          ? [{ path: item.path, policy: entry.policy, ordinal, principal: entry.principal }]
          : [],
      ),
    )
    .sort(
      (a, b) =>
        byBytes(a.path, b.path) ||
        POLICIES.indexOf(a.policy) - POLICIES.indexOf(b.policy) ||
        a.ordinal - b.ordinal,
    )

export const memberships = (world: World, decisions: Decisions): [string, string][] => {
  const everyone = [...world.groups, ...world.unknown].filter((name) => has(world, name, Trait.EVERYONE))
  const implicit = decisions.expandEveryone
    ? everyone.flatMap((e) => [...world.accounts, ...world.groups].map((p): [string, string] => [p, e]))
    : []
  return [...world.memberships, ...implicit]
}

const reach = (from: string, next: (name: string) => string[]): Set<string> => {
  const reached = new Set<string>()
  const todo = next(from)
  for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
    if (reached.has(name)) continue
    reached.add(name)
    todo.push(...next(name))
  }
  return reached
}

export const bringsGroups = (world: World, d: Decisions, name: string): boolean =>
  d.expandEveryone || !has(world, name, Trait.EVERYONE)
export const bringsMembers = (world: World, d: Decisions, name: string): boolean =>
  bringsGroups(world, d, name) &&
  !has(world, name, Trait.NOT_REMIGRATED) &&
  (d.builtInPullsMembers || !has(world, name, Trait.BUILT_IN))

export const selectSlowly = (world: World, { ruleset, decisions: d }: Settings): Selected => {
  const edges = memberships(world, d)
  const groupsOf = (name: string): string[] =>
    bringsGroups(world, d, name) ? edges.filter(([m]) => m === name).map(([, g]) => g) : []
  const membersOf = (name: string): string[] =>
    bringsMembers(world, d, name) ? edges.filter(([, g]) => g === name).map(([m]) => m) : []
  const all: Selected = {
    onContent: new Set(),
    ancestors: new Set(),
    descendants: new Set(),
    because: new Map(),
  }
  if (ruleset === 'every-principal') return all
  for (const seed of new Set(grantsOnContent(world, d).map((grant) => grant.principal))) {
    const ancestors = new Set<string>()
    const descendants = new Set<string>()
    if (ruleset === 'aem-principals') {
      // "that principal and all groups it is in and their ancestor (parent) groups will all be migrated"
      for (const g of reach(seed, groupsOf)) ancestors.add(g)
      // "if a principal on the content is a group, all its descendent (child) groups and users"
      for (const m of reach(seed, membersOf)) descendants.add(m)
      for (let before = -1; before !== ancestors.size + descendants.size;) {
        before = ancestors.size + descendants.size
        if (d.ancestorsOfDescendants) {
          for (const m of [...descendants]) for (const g of reach(m, groupsOf)) ancestors.add(g)
        }
        if (d.descendantsOfAncestors) {
          for (const g of [...ancestors]) for (const m of reach(g, membersOf)) descendants.add(m)
        }
      }
    } else if (d.builtInMemberGroups && has(world, seed, Trait.BUILT_IN)) {
      for (const m of reach(seed, membersOf)) descendants.add(m)
    }
    all.onContent.add(seed)
    for (const name of ancestors) all.ancestors.add(name)
    for (const name of descendants) all.descendants.add(name)
    for (const name of new Set([seed, ...ancestors, ...descendants])) {
      all.because.set(name, (all.because.get(name) ?? new Set()).add(seed))
    }
  }
  return all
}

/** Distinct items with a grant for one of `names`. */
export const itemsOf = (world: World, names: ReadonlySet<string>): number =>
  world.items.filter((item) => world.sets[item.set]?.some((entry) => names.has(entry.principal))).length

export const groupsAbove = (world: World, name: string): Set<string> =>
  reach(name, (at) => world.memberships.filter(([m]) => m === at).map(([, g]) => g))
