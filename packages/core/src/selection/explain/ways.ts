import { Selected } from '../closure.js'
import type { PathStep } from '../path.js'
import { DOWN, eachStepBack, principalOf, UP } from '../walk.js'
import { isStart, isWalked, type Ground } from './ground.js'

/** The principals on the content that select one principal, nearest first, and how each gets there. */
export interface Ways {
  /** In the order of `distance`, then as met. */
  readonly seeds: readonly number[]
  /** Memberships from each of `seeds` to the principal. */
  readonly distance: readonly number[]
  /** The states in which the walk from each of `seeds` begins on its shortest way; -1 for the principal itself. */
  readonly start: readonly number[]
}

/** Walks back from `p` through all that the closure walked, and leaves in `ground.marks` each state's way on. */
export const waysTo = (ground: Ground, p: number): Ways => {
  const { closure, marks, terrain } = ground
  const seeds: number[] = []
  const distance: number[] = []
  const start: number[] = []
  const onContent = (q: number): boolean => (closure.bits[q]! & Selected.ON_CONTENT) !== 0
  marks.clear()
  const found = (state: number, steps: number): void => {
    const q = principalOf(state)
    if (q === p || !onContent(q) || !isStart(ground, state)) return
    const other = state ^ 1
    if (marks.has(other) && isStart(ground, other)) return
    seeds.push(q)
    distance.push(steps)
    start.push(state)
  }
  if (onContent(p)) {
    seeds.push(p)
    distance.push(0)
    start.push(-1)
  }
  if (closure.bits[p]! & Selected.ANCESTOR) marks.add(2 * p + UP, 2 * p + UP)
  if (closure.bits[p]! & Selected.DESCENDANT) marks.add(2 * p + DOWN, 2 * p + DOWN)
  for (let head = 0, end = marks.size, steps = 1; head < end; steps++, end = marks.size) {
    for (; head < end; head++) {
      const state = marks.order[head]!
      eachStepBack(terrain, state, (before) => {
        if (marks.has(before) || !isWalked(ground, before)) return
        found(before, steps)
        marks.add(before, state)
      })
    }
  }
  return { seeds, distance, start }
}

/** The way from a seed's `start` to the principal `waysTo` was last asked for, the seed first. */
export const pathFrom = ({ marks }: Ground, seed: number, start: number): PathStep[] => {
  const path: PathStep[] = [{ principal: seed, as: 'ON_CONTENT' }]
  for (let state = start; state >= 0 && marks.get(state) !== state;) {
    state = marks.get(state)
    path.push({ principal: principalOf(state), as: (state & 1) === UP ? 'GROUP' : 'MEMBER' })
  }
  return path
}
