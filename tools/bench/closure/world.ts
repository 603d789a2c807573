import { buildGraph, NONE, type GrantSets, type ItemGrants, type PrincipalGraph } from '@crosswalk/core'

/** At scale 1: 1.2 million principals, 5 million memberships, 20 million grants. */
const AT_ONE = { accounts: 1_000_000, groups: 200_000, memberships: 5_000_000, items: 10_000_000 }
/** One distinct grant set for so many items. */
const ITEMS_A_SET = 50
/** Groups lie in departments of so many; most memberships stay inside one. */
const DEPARTMENT = 100
const ENTRIES = 2

export interface BenchWorld {
  readonly graph: PrincipalGraph
  readonly sets: GrantSets
  readonly items: ItemGrants
  readonly traits: Uint8Array
}

/** A small deterministic generator (mulberry32). */
const generator = (seed: number) => (bound: number) => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) % bound
}

/** The same world for the same scale: departments of nested groups, some cycles, two grants an item. */
export const benchWorld = (scale: number): BenchWorld => {
  const size = (n: number): number => Math.max(100, Math.round(n * scale))
  const accounts = size(AT_ONE.accounts)
  const groups = size(AT_ONE.groups)
  const next = generator(7)
  const groupNear = (place: number): number => {
    const department = next(100) < 85 ? Math.floor(place / DEPARTMENT) : next(Math.ceil(groups / DEPARTMENT))
    return accounts + Math.min(groups - 1, department * DEPARTMENT + next(DEPARTMENT))
  }
  const graph = buildGraph({
    ...{ sources: accounts + groups, unknown: 0, groupStart: accounts },
    ...memberships(accounts, groups, size(AT_ONE.memberships), groupNear),
  })
  const itemCount = size(AT_ONE.items)
  const setCount = Math.ceil(itemCount / ITEMS_A_SET)
  const principal = Int32Array.from({ length: setCount * ENTRIES }, () =>
    next(2) === 0 ? accounts + next(groups) : next(accounts),
  )
  return {
    graph,
    traits: new Uint8Array(graph.count),
    sets: {
      offsets: Int32Array.from({ length: setCount + 1 }, (_, set) => set * ENTRIES),
      principal,
      policy: Uint8Array.from(principal, () => (next(10) === 0 ? 1 : 0)),
      allow: new Uint8Array(principal.length).fill(1),
    },
    items: {
      set: Int32Array.from({ length: itemCount }, () => (next(20) === 0 ? NONE : next(setCount))),
      inScope: Uint8Array.from({ length: itemCount }, () => +(next(10) > 0)),
      pathRank: Int32Array.from({ length: itemCount }, (_, item) => item),
    },
  }
}

/** Four accounts' memberships to one of a group, sorted by member, then group; distinct. */
const memberships = (
  accounts: number,
  groups: number,
  wanted: number,
  groupNear: (place: number) => number,
): { member: Int32Array; group: Int32Array } => {
  const member = new Int32Array(wanted)
  const group = new Int32Array(wanted)
  const ofAccounts = Math.round(wanted * 0.9)
  let size = 0
  const add = (m: number, place: number, count: number): void => {
    const chosen = new Set<number>()
    for (let i = 0; i < count; i++) chosen.add(groupNear(place))
    chosen.delete(m)
    for (const g of [...chosen].sort((a, b) => a - b)) {
      if (size === wanted) return
      member[size] = m
      group[size++] = g
    }
  }
  for (let a = 0; a < accounts; a++)
    add(a, Math.floor((a / accounts) * groups), Math.round(ofAccounts / accounts))
  for (let g = 0; g < groups; g++) add(accounts + g, g, Math.round((wanted - ofAccounts) / groups))
  return { member: member.subarray(0, size), group: group.subarray(0, size) }
}

/** Groups nested one in another, `depth` deep, with one account at the bottom. */
export const chain = (depth: number): PrincipalGraph =>
  buildGraph({
    ...{ sources: depth + 1, unknown: 0, groupStart: 1 },
    member: Int32Array.from({ length: depth }, (_, i) => i),
    group: Int32Array.from({ length: depth }, (_, i) => i + 1),
  })
