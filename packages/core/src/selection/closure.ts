import { Trait, type PrincipalGraph } from '../principals/graph.js'
import type { Spread } from './ruleset.js'

/** Why a principal is selected; bits of `Closure.bits`. */
export const Selected = {
  ON_CONTENT: 1,
  /** A principal on the content is a member of it, directly or not. */
  ANCESTOR: 2,
  /** It is a member of a group on the content, directly or not. */
  DESCENDANT: 4,
  /** Selected by a ruleset that asks for no content. */
  GIVEN: 8,
} as const

/**
 * The selected principals and, for each direction, one neighbour on a shortest membership path to the
 * content. `up[p]` is the member through which `p` came as a group, `down[p]` the group through which it came
 * as a member. A value `≥ 0` was itself reached in the same direction; `FREE` means that the path begins here, on
 * the content, or that `p` was not reached that way; any other value `v` is principal `~v`, reached in the other
 * direction (only where the decisions `ancestorsOfDescendants` or `descendantsOfAncestors` hold).
 */
export interface Closure {
  readonly bits: Uint8Array
  readonly up: Int32Array
  readonly down: Int32Array
}

export const FREE = -0x80000000

/** Rank of a group that brings no members; the others rank by their distance from the content. */
const UNRANKED = 0x7fffffff

/** What stops a walk. Both hold for `everyone`, unless it expands as a group. */
export interface Walls {
  /** Traits of principals that bring no groups. */
  readonly up: number
  /** Traits of groups that bring no members. */
  readonly down: number
}

export const wallsOf = (decisions: { expandEveryone: boolean; builtInPullsMembers: boolean }): Walls => {
  const everyone = decisions.expandEveryone ? 0 : Trait.EVERYONE
  return {
    up: everyone,
    down: everyone | Trait.NOT_REMIGRATED | (decisions.builtInPullsMembers ? 0 : Trait.BUILT_IN),
  }
}

/** Whether a principal on the content brings its members. */
export const seedPullsMembers = (trait: number, spread: Spread): boolean =>
  spread.descendants === 'ALL' || (spread.descendants === 'BUILT_IN' && (trait & Trait.BUILT_IN) !== 0)

/**
 * The closure of seed 001: groups above and members below the seeds, in one pass over the memberships of
 * accounts and two breadth-first walks over the group graph. Nothing recurses and nothing is visited twice,
 * so cycles and nesting of any depth are no matter.
 * @param seeds principals on the content, see `Seeds.order`; their order does not matter.
 */
export const close = (
  graph: PrincipalGraph,
  seeds: Int32Array,
  traits: Uint8Array,
  spread: Spread,
  walls: Walls,
): Closure => {
  const { count, groupStart, member, group, userEdges, parentOffsets, childOffsets, children } = graph
  const bits = new Uint8Array(count)
  const up = new Int32Array(count).fill(FREE)
  const down = new Int32Array(count).fill(FREE)
  const groups = count - groupStart
  for (const p of seeds) bits[p] = Selected.ON_CONTENT

  const queue = new Int32Array(groups)
  const rank = new Int32Array(groups).fill(UNRANKED)
  let tail = 0
  for (const p of seeds) {
    if (p < groupStart || !seedPullsMembers(traits[p]!, spread) || (traits[p]! & walls.down) !== 0) continue
    rank[p - groupStart] = tail
    queue[tail++] = p
  }
  for (let head = 0; head < tail; head++) {
    const g = queue[head]!
    for (let e = childOffsets[g - groupStart]!; e < childOffsets[g - groupStart + 1]!; e++) {
      const child = children[e]!
      if (bits[child]! & Selected.DESCENDANT) continue
      bits[child]! |= Selected.DESCENDANT
      if (rank[child - groupStart] !== UNRANKED) continue
      down[child] = g
      if ((traits[child]! & walls.down) !== 0) continue
      rank[child - groupStart] = tail
      queue[tail++] = child
    }
  }

  const ancestors = spread.ancestors
  const climb = new Int32Array(groups)
  let top = 0
  const reach = (g: number, from: number): void => {
    if (bits[g]! & Selected.ANCESTOR) return
    bits[g]! |= Selected.ANCESTOR
    const walled = (traits[g]! & walls.up) !== 0
    if (bits[g]! & Selected.ON_CONTENT && !walled) return
    up[g] = from
    if (!walled) climb[top++] = g
  }
  const climbFrom = (g: number): void => {
    const end = parentOffsets[g - groupStart + 1]!
    for (let e = parentOffsets[g - groupStart]!; e < end; e++) reach(group[e]!, g)
  }
  if (ancestors) {
    for (const p of seeds) if (p >= groupStart && (traits[p]! & walls.up) === 0) climbFrom(p)
  }
  for (let e = 0; e < userEdges;) {
    const u = member[e]!
    const climbs = ancestors && (bits[u]! & Selected.ON_CONTENT) !== 0 && (traits[u]! & walls.up) === 0
    let nearest = UNRANKED
    for (; e < userEdges && member[e] === u; e++) {
      const g = group[e]!
      const r = rank[g - groupStart]!
      if (r < nearest) nearest = r
      if (climbs) reach(g, u)
    }
    if (nearest === UNRANKED) continue
    bits[u]! |= Selected.DESCENDANT
    down[u] = queue[nearest]!
  }
  for (let head = 0; head < top; head++) climbFrom(climb[head]!)
  return { bits, up, down }
}

/** Every source principal, whatever the content. */
export const closeAll = (graph: PrincipalGraph): Closure => ({
  bits: new Uint8Array(graph.count).fill(Selected.GIVEN, 0, graph.sources),
  up: new Int32Array(graph.count).fill(FREE),
  down: new Int32Array(graph.count).fill(FREE),
})
