import { NONE } from '../principals/graph.js'
import { entrySelects, selectingPolicies, type GrantSets, type ScopedSets } from './grants.js'
import { POLICIES } from './policy.js'
import type { Decisions } from './decisions.js'

/** The principals on the content in scope: where the closure begins. */
export interface Seeds {
  /** Principal ids ordered by their own first trigger: item path in bytes, policy, place among the entries. */
  readonly order: Int32Array
  /** Place in `order` of each principal, `NONE` where it is not on the content. */
  readonly place: Int32Array
  /** Grants in scope that name each principal: distinct (item, policy) pairs. */
  readonly grants: Float64Array
  /** Item and policy code of each principal's own first trigger; `item` is `NONE` where it has none. */
  readonly item: Int32Array
  readonly policy: Uint8Array
}

/** @param count principals in the graph. Cost: one pass over the grant sets, none over items. */
export const seedsOf = (count: number, sets: GrantSets, scoped: ScopedSets, decisions: Decisions): Seeds => {
  const selecting = selectingPolicies(decisions)
  const order = new Int32Array(count)
  const place = new Int32Array(count).fill(NONE)
  const item = new Int32Array(count).fill(NONE)
  const policy = new Uint8Array(count)
  const grants = new Float64Array(count)
  const seen = new Int32Array(count).fill(NONE)
  let seeds = 0
  for (const set of byFirstPath(scoped)) {
    const [start, end] = [sets.offsets[set]!, sets.offsets[set + 1]!]
    let codes = 0
    for (let e = start; e < end; e++) if (entrySelects(sets, e, selecting)) codes |= 1 << sets.policy[e]!
    for (let code = 0; codes >> code !== 0; code++) {
      if ((codes & (1 << code)) === 0) continue
      const stamp = set * POLICIES.length + code
      for (let e = start; e < end; e++) {
        if (sets.policy[e] !== code || !entrySelects(sets, e, selecting)) continue
        const p = sets.principal[e]!
        if (seen[p] === stamp) continue
        seen[p] = stamp
        grants[p]! += scoped.items[set]!
        if (place[p] !== NONE) continue
        item[p] = scoped.first[set]!
        policy[p] = code
        place[p] = seeds
        order[seeds++] = p
      }
    }
  }
  return { order: order.slice(0, seeds), place, grants, item, policy }
}

/** The sets that an item in scope has, by the smallest path among those items. */
const byFirstPath = ({ first, rank }: ScopedSets): Int32Array => {
  const sets = first.length
  const keys = new Float64Array(sets)
  let used = 0
  for (let s = 0; s < sets; s++) if (first[s] !== NONE) keys[used++] = rank[s]! * sets + s
  const sorted = keys.subarray(0, used).sort()
  const order = new Int32Array(used)
  for (let at = 0; at < used; at++) order[at] = sorted[at]! - Math.floor(sorted[at]! / sets) * sets
  return order
}
