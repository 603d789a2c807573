import { NONE, type PrincipalGraph } from '../principals/graph.js'
import { sortedByKey } from '../principals/sort-by-key.js'
import { seedPullsMembers, type Walls } from './closure.js'
import type { Spread } from './ruleset.js'
import type { Seeds } from './seeds.js'
import { eachStep, principalOf, startsOf, type Terrain } from './walk.js'

/**
 * The first trigger of each selected principal: of all grants that select it, the one with the smallest item
 * path in UTF-8 byte order (on one item ACL before CUG, then the order of the entries), however long the
 * membership path. `NONE` where content selects nothing.
 */
export interface FirstTriggers {
  readonly item: Int32Array
  /** Index into `POLICIES`; 0 where there is no trigger. */
  readonly policy: Uint8Array
  /** The principal on the content. Itself, where it is on that very policy. */
  readonly principal: Int32Array
}

/** Where no content selects. */
export const noTriggers = ({ count }: PrincipalGraph): FirstTriggers => ({
  item: new Int32Array(count).fill(NONE),
  policy: new Uint8Array(count),
  principal: new Int32Array(count).fill(NONE),
})

/** For a closure by `close`: smallest places spread along the same edges, each group visited once a direction. */
export const firstTriggers = (
  graph: PrincipalGraph,
  seeds: Seeds,
  traits: Uint8Array,
  spread: Spread,
  walls: Walls,
): FirstTriggers => {
  const { groupStart, member, group, userEdges, parentOffsets, childOffsets, children } = graph
  const best = seeds.place.slice()
  const groups = graph.count - groupStart
  const expands = (p: number, wall: number): boolean => (traits[p]! & wall) === 0
  const over = (p: number, place: number): void => {
    if (best[p] === NONE || place < best[p]!) best[p] = place
  }

  const below = new Int32Array(groups).fill(NONE)
  for (let g = 0; g < groups; g++) {
    if (seedPullsMembers(traits[g + groupStart]!, spread)) below[g] = seeds.place[g + groupStart]!
  }
  spreadSmallest(below, childOffsets, children, groupStart, (g) => expands(g, walls.down))
  const above = new Int32Array(groups).fill(NONE)
  if (spread.ancestors) above.set(seeds.place.subarray(groupStart))
  for (let e = 0; e < userEdges; e++) {
    const u = member[e]!
    const g = group[e]!
    const place = seeds.place[u]!
    if (spread.ancestors && place !== NONE && expands(u, walls.up)) {
      const held = above[g - groupStart]!
      if (held === NONE || place < held) above[g - groupStart] = place
    }
    const pulls = below[g - groupStart]!
    if (pulls !== NONE && expands(g, walls.down)) over(u, pulls)
  }
  spreadSmallest(above, parentOffsets, group, groupStart, (g) => expands(g, walls.up))
  for (let g = 0; g < groups; g++) {
    if (below[g] !== NONE) over(g + groupStart, below[g]!)
    if (above[g] !== NONE) over(g + groupStart, above[g]!)
  }
  return triggersAt(best, seeds)
}

/** For a closure by `closeWide`: seeds walk in their order, and what one has reached no later one visits. */
export const firstTriggersWide = (terrain: Terrain, seeds: Seeds): FirstTriggers => {
  const { count } = terrain.graph
  const best = seeds.place.slice()
  const seen = new Uint8Array(2 * count)
  const stack = new Int32Array(2 * count)
  seeds.order.forEach((seed, place) => {
    let top = 0
    const push = (state: number): void => {
      const p = principalOf(state)
      if (best[p] === NONE || place < best[p]!) best[p] = place
      if (seen[state] === 1) return
      seen[state] = 1
      stack[top++] = state
    }
    startsOf(terrain, seed).forEach(push)
    while (top > 0) eachStep(terrain, stack[--top]!, push)
  })
  return triggersAt(best, seeds)
}

/** Makes `value[g]` the smallest value of any group with a path to `g`, paths leaving only groups that `expand`. */
const spreadSmallest = (
  value: Int32Array,
  offsets: Int32Array,
  targets: Int32Array,
  groupStart: number,
  expand: (g: number) => boolean,
): void => {
  const sources: number[] = []
  for (let g = 0; g < value.length; g++) if (value[g] !== NONE) sources.push(g)
  const done = new Uint8Array(value.length)
  const stack = new Int32Array(value.length)
  for (const source of sortedByKey(Int32Array.from(sources), value)) {
    if (done[source] === 1) continue
    const place = value[source]!
    done[source] = 1
    let top = 0
    stack[top++] = source
    while (top > 0) {
      const g = stack[--top]!
      value[g] = place
      if (!expand(g + groupStart)) continue
      for (let e = offsets[g]!; e < offsets[g + 1]!; e++) {
        const next = targets[e]! - groupStart
        if (done[next] === 1) continue
        done[next] = 1
        stack[top++] = next
      }
    }
  }
}

const triggersAt = (best: Int32Array, seeds: Seeds): FirstTriggers => {
  const item = new Int32Array(best.length).fill(NONE)
  const policy = new Uint8Array(best.length)
  const principal = new Int32Array(best.length).fill(NONE)
  for (let p = 0; p < best.length; p++) {
    if (best[p] === NONE) continue
    const first = best[p]!
    item[p] = seeds.item[first]!
    policy[p] = seeds.policy[first]!
    const own = seeds.place[p]!
    const itself = own !== NONE && seeds.item[own] === item[p] && seeds.policy[own] === policy[p]
    principal[p] = itself ? p : seeds.order[first]!
  }
  return { item, policy, principal }
}
