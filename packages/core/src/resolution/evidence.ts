import type { PrincipalKind } from '../principals/principal.js'
import { MATCH_RULES, matchesKind } from './plan.js'
import type { MappingPlan } from './plan.js'
import type { MappingReason } from './resolution.js'
import type { Attempt } from './rule.js'

/** Every attempt made for one row, in order. The last one names the row's resolution. */
export type Evidence = readonly Attempt[]

const isMatchRule = (rule: string): boolean => (MATCH_RULES as readonly string[]).includes(rule)

/** What stood in the way of a match though a rule found something: a caveat of rows that a policy resolved. */
export const caveatOf = (evidence: Evidence): MappingReason | null => {
  if (evidence.some(({ outcome }) => outcome === 'AMBIGUOUS')) return 'AMBIGUOUS'
  const disabled = evidence.some(({ candidates }) =>
    candidates.some(({ rejected }) => rejected === 'DISABLED'),
  )
  return disabled ? 'DISABLED_AT_DESTINATION' : null
}

/**
 * Why no rule resolved the row. `NO_EMAIL` where the account has no email and no other rule had a value to compare,
 * so that its email is what is missing.
 */
export const unresolvedReason = (
  evidence: Evidence,
  plan: MappingPlan,
  kind: PrincipalKind,
): MappingReason => {
  const caveat = caveatOf(evidence)
  if (caveat === 'AMBIGUOUS') return caveat
  if (kind === 'group' && !matchesKind(plan, kind)) return 'GROUPS_NOT_MAPPED'
  if (caveat !== null) return caveat
  const compared = evidence.filter(({ rule, outcome }) => isMatchRule(rule) && outcome !== 'SKIPPED')
  const noEmail =
    compared.some(({ rule }) => rule === 'EMAIL') && compared.every(({ outcome }) => outcome === 'ABSENT')
  return noEmail ? 'NO_EMAIL' : 'NOT_FOUND'
}
