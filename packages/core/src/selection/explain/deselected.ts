import { Selected } from '../closure.js'
import { DOWN, eachStep, eachStepBack, principalOf, startsOf, UP } from '../walk.js'
import { comesBy, isImplied, isStart, isWalked, type Ground } from './ground.js'

/** What is taken away: principals lose all their grants, memberships end. */
export interface Removal {
  readonly seeds: readonly number[]
  readonly memberships: readonly (readonly [member: number, group: number])[]
}

const DOUBTED = 0
const KEPT = 1

/**
 * The principals that are selected, and no longer once the removal is made. Only what can be reached from the
 * removal is in doubt; of that stays what is still reached from elsewhere.
 */
export const deselectedBy = (ground: Ground, { seeds, memberships }: Removal): number[] => {
  const { closure, terrain, marks, kept } = ground
  const goneSeeds = new Set(seeds)
  const ended = new Map<number, Set<number>>()
  for (const [member, group] of memberships) {
    if (isImplied(ground, member, group)) continue
    const groups = ended.get(member)
    if (groups === undefined) ended.set(member, new Set([group]))
    else groups.add(group)
  }
  const hasGrants = (p: number): boolean =>
    (closure.bits[p]! & Selected.ON_CONTENT) !== 0 && !goneSeeds.has(p)
  const isEnded = (from: number, to: number): boolean => {
    const [near, far] = [principalOf(from), principalOf(to)]
    return ((to & 1) === UP ? ended.get(near)?.has(far) : ended.get(far)?.has(near)) === true
  }

  marks.clear()
  const doubt = (state: number): void => {
    if (isWalked(ground, state)) marks.add(state, DOUBTED)
  }
  for (const seed of seeds) startsOf(terrain, seed).forEach(doubt)
  for (const [member, group] of memberships) comesBy(ground, member, group).forEach(doubt)
  for (let head = 0; head < marks.size; head++) eachStep(terrain, marks.order[head]!, doubt)

  kept.clear()
  for (const state of marks.order.subarray(0, marks.size)) {
    const p = principalOf(state)
    let stays = hasGrants(p) && isStart(ground, state)
    if (!stays)
      eachStepBack(terrain, state, (before) => {
        stays ||= !marks.has(before) && isWalked(ground, before) && !isEnded(before, state)
      })
    if (stays) kept.add(state, KEPT)
  }
  for (let head = 0; head < kept.size; head++) {
    const state = kept.order[head]!
    eachStep(terrain, state, (next) => {
      if (marks.has(next) && !isEnded(state, next)) kept.add(next, KEPT)
    })
  }

  const stays = (state: number): boolean => isWalked(ground, state) && (!marks.has(state) || kept.has(state))
  const isGone = (p: number): boolean =>
    closure.bits[p] !== 0 && !hasGrants(p) && !stays(2 * p + UP) && !stays(2 * p + DOWN)
  const gone = seeds.filter((p) => !marks.has(2 * p + UP) && !marks.has(2 * p + DOWN) && isGone(p))
  for (const state of marks.order.subarray(0, marks.size)) {
    const second = (state & 1) === DOWN && marks.has(state ^ 1)
    if (!second && isGone(principalOf(state))) gone.push(principalOf(state))
  }
  return gone
}
