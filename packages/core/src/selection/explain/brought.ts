import { membershipAt, NONE } from '../../principals/graph.js'
import { eachStep, principalOf, startsOf } from '../walk.js'
import { grantsNaming } from '../seeds.js'
import { deselectedBy } from './deselected.js'
import { comesBy, type Ground } from './ground.js'

/** What a grant or a membership brings, nearest first, then by row id. */
export interface Brought {
  readonly principals: Int32Array
  /** Memberships between each and where it begins: the principal of the grant, or the far end of the membership. */
  readonly distance: Int32Array
  /** 1 for each that nothing else selects. */
  readonly alone: Uint8Array
}

const NOTHING: Brought = {
  principals: new Int32Array(),
  distance: new Int32Array(),
  alone: new Uint8Array(),
}

/**
 * Whom a grant on content selects: its principal and all that come with it. Nobody where the item is out of
 * scope or the decisions let such a grant select nobody. Null where the item has no such grant.
 */
export const broughtByGrant = (ground: Ground, item: number, policy: number, p: number): Brought | null => {
  const { content, items, seeds, ruleset } = ground
  const set = items.set[item] ?? NONE
  let pair = content.offsets[p]!
  const end = content.offsets[p + 1]!
  while (pair < end && (content.setOf[pair] !== set || content.policyOf[pair] !== policy)) pair++
  if (pair === end) return null
  if (items.inScope[item] === 0 || content.selects[pair] === 0 || ruleset.selectsAll) return NOTHING
  const only = grantsNaming(seeds, p) === 1 ? deselectedBy(ground, { seeds: [p], memberships: [] }) : []
  return spread(ground, [p], startsOf(ground.terrain, p), only)
}

/** Who comes by way of a membership. Null where `member` is not directly in `group`. */
export const broughtByMembership = (ground: Ground, member: number, group: number): Brought | null => {
  if (membershipAt(ground.graph, member, group) === NONE) return null
  const begins = comesBy(ground, member, group)
  if (begins.length === 0) return NOTHING
  return spread(ground, [], begins, deselectedBy(ground, { seeds: [], memberships: [[member, group]] }))
}

/** Walks on from `begins`; `own` come with no step at all. */
const spread = (
  { graph, marks, terrain }: Ground,
  own: readonly number[],
  begins: readonly number[],
  only: readonly number[],
): Brought => {
  const principals = new Int32Array(graph.count)
  const distance = new Int32Array(graph.count)
  const seen = new Uint8Array(graph.count)
  let size = 0
  const reach = (p: number, steps: number): void => {
    if (seen[p] === 1) return
    seen[p] = 1
    distance[size] = steps
    principals[size++] = p
  }
  own.forEach((p) => reach(p, 0))
  marks.clear()
  for (const state of begins) marks.add(state, state)
  for (let head = 0, end = marks.size, steps = 0; head < end; steps++, end = marks.size) {
    const from = size
    for (; head < end; head++) {
      const state = marks.order[head]!
      reach(principalOf(state), steps)
      eachStep(terrain, state, (next) => marks.add(next, state))
    }
    principals.subarray(from, size).sort()
  }
  const isAlone = new Uint8Array(graph.count)
  for (const p of only) isAlone[p] = 1
  return {
    principals: principals.slice(0, size),
    distance: distance.slice(0, size),
    alone: Uint8Array.from(principals.subarray(0, size), (p) => isAlone[p]!),
  }
}
