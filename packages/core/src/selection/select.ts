import { Trait, withEveryoneAsGroup, type PrincipalGraph } from '../principals/graph.js'
import { indexUsers } from '../principals/user-index.js'
import { close, closeAll, wallsOf, type Closure } from './closure.js'
import { closeWide } from './closure-wide.js'
import type { GrantSets, ScopedSets } from './grants.js'
import { isWide, rulesetOf, type Ruleset } from './ruleset.js'
import { seedsOf, type Seeds } from './seeds.js'
import type { SelectionSettings } from './settings.js'
import { triggerCounts } from './trigger-counts.js'
import { firstTriggers, firstTriggersWide, noTriggers, type FirstTriggers } from './triggers.js'
import type { Terrain } from './walk.js'

export interface SelectionInput {
  readonly graph: PrincipalGraph
  /** `Trait` bits of each principal. Under wipe without `NOT_REMIGRATED`, see `traitsOnWipe`. */
  readonly traits: Uint8Array
  readonly sets: GrantSets
  readonly scoped: ScopedSets
  readonly settings: Pick<SelectionSettings, 'ruleset' | 'decisions'>
}

/** Which principals the content needs and why. */
export interface Selection {
  readonly ruleset: Ruleset
  readonly seeds: Seeds
  readonly closure: Closure
  readonly triggers: FirstTriggers
  /** Grants that select each principal, see `triggerCounts`; null where the decisions widen the closure. */
  readonly counts: Float64Array | null
}

/** SELECT in one call: seeds, closure, first triggers and trigger counts under the job's settings. */
export const select = (input: SelectionInput): Selection => {
  const { graph, traits, sets, scoped, settings } = input
  const ruleset = rulesetOf(settings.ruleset)
  const seeds = seedsOf(graph.count, sets, scoped, settings.decisions)
  if (ruleset.selectsAll) {
    const closure = closeAll(graph)
    return { ruleset, seeds, closure, triggers: noTriggers(graph), counts: new Float64Array(graph.count) }
  }
  const terrain = terrainOf(input, ruleset)
  const { spread, walls } = terrain
  if (isWide(spread)) {
    const wide = { ...terrain, index: indexUsers(terrain.graph) }
    const closure = closeWide(wide, seeds.order)
    return { ruleset, seeds, closure, triggers: firstTriggersWide(wide, seeds), counts: null }
  }
  return {
    ruleset,
    seeds,
    closure: close(terrain.graph, seeds.order, traits, spread, walls),
    triggers: firstTriggers(terrain.graph, seeds, traits, spread, walls),
    counts: triggerCounts(terrain.graph, seeds, traits, spread, walls),
  }
}

/** Where a closure under these settings walks, but for the index of the accounts' memberships. */
export const terrainOf = (
  { graph, traits, settings }: Pick<SelectionInput, 'graph' | 'traits' | 'settings'>,
  ruleset: Ruleset,
): Omit<Terrain, 'index'> => ({
  graph: settings.decisions.expandEveryone ? withEveryoneAsGroup(graph, traits) : graph,
  traits,
  spread: ruleset.spread(settings.decisions),
  walls: wallsOf(settings.decisions),
})

/** A wipe empties the target: nothing is there already and nothing was migrated before. */
export const traitsOnWipe = (traits: Uint8Array): Uint8Array =>
  traits.map((bits) => bits & ~(Trait.NOT_REMIGRATED | Trait.ALREADY_ON_TARGET | Trait.TRANSFERRED))

/**
 * The gap of a top-up: 1 for each principal that would be selected if the groups of the previous run were
 * migrated again, and is not. Their new members stay behind.
 */
export const leftBehind = (input: SelectionInput, selection: Selection): Uint8Array => {
  const { bits } = selection.closure
  if (selection.ruleset.selectsAll) return new Uint8Array(bits.length)
  const traits = input.traits.map((of) => of & ~Trait.NOT_REMIGRATED)
  const terrain = terrainOf({ ...input, traits }, selection.ruleset)
  const again = isWide(terrain.spread)
    ? closeWide({ ...terrain, index: indexUsers(terrain.graph) }, selection.seeds.order)
    : close(terrain.graph, selection.seeds.order, traits, terrain.spread, terrain.walls)
  return bits.map((bit, p) => +(bit === 0 && again.bits[p] !== 0))
}
