import { NONE } from '../../principals/graph.js'
import { entrySelects, selectingPolicies, type GrantSets, type ItemGrants } from '../grants.js'
import { POLICIES } from '../policy.js'
import type { Decisions } from '../decisions.js'

/** The content as explanations ask for it: who is on which sets, and which items have them. */
export interface ContentIndex {
  /** Items in scope with set `s`, by path: `items[itemOffsets[s] … itemOffsets[s + 1])`. */
  readonly itemOffsets: Int32Array
  readonly items: Int32Array
  /** First item by path outside the scope with each set, `NONE` where there is none. */
  readonly outside: Int32Array
  /** Distinct (set, policy) pairs that name principal `p`: those of `setOf` from `offsets[p]` to `offsets[p + 1]`. */
  readonly offsets: Int32Array
  readonly setOf: Int32Array
  readonly policyOf: Uint8Array
  /** 1 where an entry of the pair selects its principal under the decisions. */
  readonly selects: Uint8Array
}

export const indexContent = (
  principals: number,
  sets: GrantSets,
  items: ItemGrants,
  decisions: Decisions,
): ContentIndex => ({
  ...itemsBySet(items, sets.offsets.length - 1),
  ...pairsByPrincipal(principals, sets, selectingPolicies(decisions)),
})

const itemsBySet = ({ set, inScope, pathRank }: ItemGrants, sets: number) => {
  const itemOffsets = new Int32Array(sets + 1)
  const byPath = new Int32Array(set.length)
  for (let i = 0; i < set.length; i++) {
    byPath[pathRank[i]!] = i
    if (set[i] !== NONE && inScope[i] === 1) itemOffsets[set[i]! + 1]!++
  }
  for (let s = 0; s < sets; s++) itemOffsets[s + 1]! += itemOffsets[s]!
  const next = itemOffsets.slice()
  const items = new Int32Array(itemOffsets[sets]!)
  const outside = new Int32Array(sets).fill(NONE)
  for (const item of byPath) {
    const s = set[item]!
    if (s === NONE) continue
    if (inScope[item] === 1) items[next[s]!++] = item
    else if (outside[s] === NONE) outside[s] = item
  }
  return { itemOffsets, items, outside }
}

const pairsByPrincipal = (principals: number, sets: GrantSets, selecting: Uint8Array) => {
  const kinds = POLICIES.length
  const lastSet = new Int32Array(principals * kinds).fill(NONE)
  const offsets = new Int32Array(principals + 1)
  const each = (visit: (e: number, set: number, isNew: boolean) => void): void => {
    lastSet.fill(NONE)
    for (let s = 0; s < sets.offsets.length - 1; s++) {
      for (let e = sets.offsets[s]!; e < sets.offsets[s + 1]!; e++) {
        const key = sets.principal[e]! * kinds + sets.policy[e]!
        visit(e, s, lastSet[key] !== s)
        lastSet[key] = s
      }
    }
  }
  each((e, _set, isNew) => {
    if (isNew) offsets[sets.principal[e]! + 1]!++
  })
  for (let p = 0; p < principals; p++) offsets[p + 1]! += offsets[p]!
  const size = offsets[principals]!
  const next = offsets.slice()
  const place = new Int32Array(principals * kinds)
  const setOf = new Int32Array(size)
  const policyOf = new Uint8Array(size)
  const selects = new Uint8Array(size)
  each((e, set, isNew) => {
    const key = sets.principal[e]! * kinds + sets.policy[e]!
    if (isNew) {
      place[key] = next[sets.principal[e]!]!++
      setOf[place[key]] = set
      policyOf[place[key]] = sets.policy[e]!
    }
    if (entrySelects(sets, e, selecting)) selects[place[key]!] = 1
  })
  return { offsets, setOf, policyOf, selects }
}

/** First place in `items[from … to)` whose `pathRank` is at least `rank`. */
export const firstFrom = (
  items: Int32Array,
  pathRank: Int32Array,
  from: number,
  to: number,
  rank: number,
): number => {
  let low = from
  for (let high = to; low < high;) {
    const middle = (low + high) >>> 1
    if (pathRank[items[middle]!]! < rank) low = middle + 1
    else high = middle
  }
  return low
}
