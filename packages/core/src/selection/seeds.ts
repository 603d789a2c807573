import { NONE } from '../principals/graph.js'
import { sortedByKey } from '../principals/sort-by-key.js'
import { entrySelects, selectingPolicies, type GrantSets, type ScopedSets } from './grants.js'
import { POLICIES } from './policy.js'
import type { Decisions } from './decisions.js'

/**
 * The principals on the content in scope: where the closure begins. All but `place` is by place in `order`: what is
 * random in the graph is looked up in one array instead of five.
 */
export interface Seeds {
  /** Principal ids ordered by their own first trigger: item path in bytes, policy, place among the entries. */
  readonly order: Int32Array
  /** Place in `order` of each principal, `NONE` where it is not on the content. */
  readonly place: Int32Array
  /** Grants in scope that name each: distinct (item, policy) pairs. */
  readonly grants: Float64Array
  /** Item and policy code of the own first trigger of each. */
  readonly item: Int32Array
  readonly policy: Uint8Array
}

/** @param count principals in the graph. Cost: one pass over the grant sets, none over items. */
export const seedsOf = (count: number, sets: GrantSets, scoped: ScopedSets, decisions: Decisions): Seeds => {
  const { offsets, principal, policy: codeOf } = sets
  const selecting = selectingPolicies(decisions)
  const most = Math.min(count, principal.length)
  const order = new Int32Array(most)
  const item = new Int32Array(most)
  const policy = new Uint8Array(most)
  const grants = new Float64Array(most)
  const seen = new Int32Array(most)
  const place = new Int32Array(count).fill(NONE)
  let seeds = 0
  for (const set of byFirstPath(scoped)) {
    const [start, end] = [offsets[set]!, offsets[set + 1]!]
    let codes = 0
    for (let e = start; e < end; e++) if (entrySelects(sets, e, selecting)) codes |= 1 << codeOf[e]!
    for (let code = 0; codes >> code !== 0; code++) {
      if ((codes & (1 << code)) === 0) continue
      const stamp = set * POLICIES.length + code
      for (let e = start; e < end; e++) {
        if (codeOf[e] !== code || !entrySelects(sets, e, selecting)) continue
        const p = principal[e]!
        let at = place[p]!
        if (at === NONE) {
          at = seeds++
          place[p] = at
          order[at] = p
          item[at] = scoped.first[set]!
          policy[at] = code
        } else if (seen[at] === stamp) continue
        seen[at] = stamp
        grants[at]! += scoped.items[set]!
      }
    }
  }
  return {
    ...{ order: order.subarray(0, seeds), place, grants: grants.subarray(0, seeds) },
    ...{ item: item.subarray(0, seeds), policy: policy.subarray(0, seeds) },
  }
}

/** Grants in scope that name the principal, 0 where it is not on the content. */
export const grantsNaming = ({ place, grants }: Seeds, p: number): number =>
  place[p] === NONE ? 0 : grants[place[p]!]!

/** The sets that an item in scope has, by the smallest path among those items. */
const byFirstPath = ({ first, rank }: ScopedSets): Int32Array => {
  const used = new Int32Array(first.length)
  let size = 0
  for (let s = 0; s < first.length; s++) if (first[s] !== NONE) used[size++] = s
  return sortedByKey(used.subarray(0, size), rank)
}
