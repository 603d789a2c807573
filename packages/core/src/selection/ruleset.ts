import type { PrincipalKind } from '../principals/principal.js'
import type { RulesetName } from './policy.js'
import { aemGroupsOnly } from './rulesets/aem-groups-only.js'
import { aemPrincipals } from './rulesets/aem-principals.js'
import { everyPrincipal } from './rulesets/every-principal.js'
import type { Decisions } from './decisions.js'

/** How a closure spreads from the principals on the content. */
export interface Spread {
  /** The groups a principal on the content is in, and theirs, come. */
  readonly ancestors: boolean
  /** Which groups on the content bring their members, and the members of those. */
  readonly descendants: 'ALL' | 'BUILT_IN' | 'NONE'
  readonly ancestorsOfDescendants: boolean
  readonly descendantsOfAncestors: boolean
}

/** Whether a closure turns on its way: members bring their groups, or groups their other members. */
export const isWide = (spread: Spread): boolean =>
  spread.ancestorsOfDescendants || spread.descendantsOfAncestors

/** A named strategy for which principals the content needs. */
export interface Ruleset {
  readonly name: RulesetName
  /** The kinds that can be migrated at all. */
  readonly migrates: readonly PrincipalKind[]
  /** Content does not matter: every source principal is selected. */
  readonly selectsAll: boolean
  spread(decisions: Decisions): Spread
}

const BY_NAME: Readonly<Record<RulesetName, Ruleset>> = {
  'aem-principals': aemPrincipals,
  'aem-groups-only': aemGroupsOnly,
  'every-principal': everyPrincipal,
}

export const rulesetOf = (name: RulesetName): Ruleset => BY_NAME[name]
