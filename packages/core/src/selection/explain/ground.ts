import { condense } from '../../principals/condensation.js'
import { Trait, type PrincipalGraph } from '../../principals/graph.js'
import { indexUsers } from '../../principals/user-index.js'
import { close, closeAll, seedPullsMembers, Selected, type Closure } from '../closure.js'
import { closeWide } from '../closure-wide.js'
import { scopedSets, type GrantSets, type ItemGrants } from '../grants.js'
import { isWide, rulesetOf, type Ruleset } from '../ruleset.js'
import { seedsOf, type Seeds } from '../seeds.js'
import { terrainOf } from '../select.js'
import type { SelectionSettings } from '../settings.js'
import { DOWN, principalOf, UP, type Terrain } from '../walk.js'
import { indexContent, type ContentIndex } from './content.js'
import { Marks } from './marks.js'

/** A finished run as its `graph.bin` and settings tell it. */
export interface GroundInput {
  readonly graph: PrincipalGraph
  readonly traits: Uint8Array
  readonly sets: GrantSets
  readonly items: ItemGrants
  readonly settings: Pick<SelectionSettings, 'ruleset' | 'decisions'>
}

/** What every explanation of one run stands on, worked out once. One explanation at a time: the marks are shared. */
export interface Ground extends GroundInput {
  readonly ruleset: Ruleset
  readonly terrain: Terrain
  readonly seeds: Seeds
  readonly closure: Closure
  readonly content: ContentIndex
  /** 1 for each group, counted from `groupStart`, that lies on a cycle with other groups. */
  readonly cycles: Uint8Array
  readonly marks: Marks
  readonly kept: Marks
}

export const groundOf = (input: GroundInput): Ground => {
  const { graph, sets, items, settings } = input
  const ruleset = rulesetOf(settings.ruleset)
  const seeds = seedsOf(graph.count, sets, scopedSets(items, sets.offsets.length - 1), settings.decisions)
  const narrow = terrainOf(input, ruleset)
  const terrain = { ...narrow, index: indexUsers(narrow.graph) }
  return {
    ...input,
    ruleset,
    terrain,
    seeds,
    closure: ruleset.selectsAll ? closeAll(graph) : closeOver(terrain, seeds.order),
    cycles: cyclesOf(narrow.graph),
    content: indexContent(graph.count, sets, items, settings.decisions),
    marks: new Marks(2 * graph.count),
    kept: new Marks(2 * graph.count),
  }
}

const cyclesOf = (graph: PrincipalGraph): Uint8Array => {
  const { of, size } = condense(graph)
  return Uint8Array.from(of, (component) => +(size[component]! > 1))
}

const closeOver = (terrain: Terrain, seeds: Int32Array): Closure => {
  const { graph, traits, spread, walls } = terrain
  return isWide(spread) ? closeWide(terrain, seeds) : close(graph, seeds, traits, spread, walls)
}

/** Whether the closure walks through `state`: by it a principal was reached, or the walk begins there. */
export const isWalked = (ground: Ground, state: number): boolean => {
  const bits = ground.closure.bits[principalOf(state)]!
  const reached = (state & 1) === UP ? Selected.ANCESTOR : Selected.DESCENDANT
  return (bits & reached) !== 0 || ((bits & Selected.ON_CONTENT) !== 0 && isStart(ground, state))
}

/** Whether the walk of its principal begins in `state`, once the principal is on the content. */
export const isStart = ({ terrain: { spread, traits } }: Ground, state: number): boolean =>
  (state & 1) === UP ? spread.ancestors : seedPullsMembers(traits[principalOf(state)]!, spread)

/** Whether a walk that came to the principal in the other direction goes on in this one. */
export const turnsInto = (ground: Ground, state: number): boolean => {
  const { ancestorsOfDescendants, descendantsOfAncestors } = ground.terrain.spread
  return ((state & 1) === UP ? ancestorsOfDescendants : descendantsOfAncestors) && isWalked(ground, state ^ 1)
}

/** The states to which the closure comes by way of a membership: its group going up, its member going down. */
export const comesBy = (ground: Ground, member: number, group: number): number[] => {
  const { traits, walls } = ground.terrain
  const leaves = (state: number, wall: number): boolean =>
    (traits[principalOf(state)]! & wall) === 0 && (isWalked(ground, state) || turnsInto(ground, state))
  return [
    ...(leaves(2 * member + UP, walls.up) ? [2 * group + UP] : []),
    ...(leaves(2 * group + DOWN, walls.down) ? [2 * member + DOWN] : []),
  ]
}

/** Whether nobody can take the membership away: everyone is in `everyone`. */
export const isImplied = ({ graph, terrain }: Ground, member: number, group: number): boolean =>
  terrain.graph !== graph && (terrain.traits[group]! & Trait.EVERYONE) !== 0 && member < graph.sources
