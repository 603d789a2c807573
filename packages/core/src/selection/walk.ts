import type { PrincipalGraph } from '../principals/graph.js'
import { eachGroup, eachMember, type UserIndex } from '../principals/user-index.js'
import { seedPullsMembers, type Walls } from './closure.js'
import type { Spread } from './ruleset.js'

/**
 * A place in the closure's walk: principal `p` going up is `2p`, going down `2p + 1`. The closure is what can
 * be reached from the starts of the principals on the content, one membership a step.
 */
export const UP = 0
export const DOWN = 1
export const principalOf = (state: number): number => state >>> 1

/** All that a walk needs to know. */
export interface Terrain {
  readonly graph: PrincipalGraph
  readonly index: UserIndex
  readonly traits: Uint8Array
  readonly spread: Spread
  readonly walls: Walls
}

/** The states in which a principal on the content begins. */
export const startsOf = ({ traits, spread }: Terrain, seed: number): number[] => [
  ...(spread.ancestors ? [2 * seed + UP] : []),
  ...(seedPullsMembers(traits[seed]!, spread) ? [2 * seed + DOWN] : []),
]

/** Calls `visit` with each state one step beyond `state`. */
export const eachStep = (terrain: Terrain, state: number, visit: (next: number) => void): void => {
  const { graph, index, traits, spread, walls } = terrain
  const p = principalOf(state)
  const climbing = (state & 1) === UP
  if ((climbing || spread.ancestorsOfDescendants) && (traits[p]! & walls.up) === 0) {
    eachGroup(graph, index, p, (g) => visit(2 * g + UP))
  }
  if ((!climbing || spread.descendantsOfAncestors) && (traits[p]! & walls.down) === 0) {
    eachMember(graph, index, p, (m) => visit(2 * m + DOWN))
  }
}

/** Calls `visit` with each state from which one step leads to `state`: `eachStep` backwards. */
export const eachStepBack = (terrain: Terrain, state: number, visit: (before: number) => void): void => {
  const { graph, index, traits, spread, walls } = terrain
  const p = principalOf(state)
  const climbing = (state & 1) === UP
  const turns = climbing ? spread.ancestorsOfDescendants : spread.descendantsOfAncestors
  const step = (from: number): void => {
    if ((traits[from]! & (climbing ? walls.up : walls.down)) !== 0) return
    visit(2 * from + (state & 1))
    if (turns) visit(2 * from + (1 - (state & 1)))
  }
  if (climbing) eachMember(graph, index, p, step)
  else eachGroup(graph, index, p, step)
}
