import { keyOf } from '../principals/keys.js'
import type { DirectoryPrincipal, Identity } from '../principals/keys.js'
import type { Evidence } from './evidence.js'
import { caveatOf, unresolvedReason } from './evidence.js'
import { exclusionOf } from './exclusions.js'
import { MATCH_RULES, type MappingPlan } from './plan.js'
import type { MappingReason, Resolution } from './resolution.js'
import { attempt } from './rule.js'
import type { Attempt, Landing, ResolutionContext } from './rule.js'
import { RULES } from './rules/index.js'

/** What the reference resolver says of one source principal. */
export interface ResolvedMapping {
  resolution: Resolution
  destRow: number | null
  destination: Identity
  /** Why the row is unmatched; for rows a policy resolved, what stood in the way of a match. */
  reason: MappingReason | null
  evidence: Evidence
}

const NOBODY: Identity = { id: null, username: null, name: null, caption: null }

const unresolved = (evidence: readonly Attempt[], reason: MappingReason): ResolvedMapping => ({
  resolution: 'UNRESOLVED',
  destRow: null,
  destination: NOBODY,
  reason,
  evidence: [...evidence, attempt('UNRESOLVED', 'MATCH', { note: reason })],
})

const isPolicy = (rule: Attempt['rule']) => rule === 'PROVISION' || rule === 'EXTERNAL' || rule === 'DEFAULT'

/** A policy's reason is what stood in the way of a match; a match may note that its id was not returned. */
const caveat = (
  plan: MappingPlan,
  evidence: readonly Attempt[],
  { rule }: Attempt,
  { identity }: Landing,
): MappingReason | null => {
  if (isPolicy(rule)) return caveatOf(evidence)
  const noted = plan.noteMissingIds === true && MATCH_RULES.some((match) => match === rule)
  return noted && keyOf('id', identity.id) === null ? 'ID_NOT_RETURNED' : null
}

const landed = (
  plan: MappingPlan,
  evidence: readonly Attempt[],
  made: Attempt,
  landing: Landing,
): ResolvedMapping => ({
  resolution: made.rule as Resolution,
  destRow: landing.row,
  destination: landing.identity,
  reason: caveat(plan, evidence, made, landing),
  evidence,
})

/**
 * The reference resolver: one source principal, the plan's rules in order, first match wins. Flags depend on all
 * rows together and are computed by `mappingFlags`.
 */
export const resolveIdentity = (source: DirectoryPrincipal, context: ResolutionContext): ResolvedMapping => {
  const { plan } = context
  if (!plan.on) return unresolved([], 'MAPPING_OFF')
  const exclusion = exclusionOf(plan.exclusions.source, source)
  if (exclusion !== undefined)
    return unresolved(
      [
        attempt('EXCLUSION', 'MATCH', {
          field: exclusion.field,
          compared: exclusion.equals ?? exclusion.matches,
        }),
      ],
      'EXCLUDED',
    )
  const evidence: Attempt[] = [attempt('EXCLUSION', 'MISS', { note: 'NO_EXCLUSION' })]
  let onlyDefault = false
  for (const name of plan.order) {
    const rule = RULES[name]
    if (onlyDefault && name !== 'DEFAULT') {
      evidence.push(attempt(name, 'SKIPPED', { note: 'AFTER_AMBIGUITY' }))
      continue
    }
    if (!rule.appliesTo(plan, source.kind)) {
      const elsewhere = rule.appliesTo(plan, source.kind === 'account' ? 'group' : 'account')
      evidence.push(attempt(name, 'SKIPPED', { note: elsewhere ? 'NOT_FOR_KIND' : 'NOT_IN_PLAN' }))
      continue
    }
    for (const made of rule.try(source, context)) {
      evidence.push(made)
      if (made.stop !== null) return unresolved(evidence, made.stop)
      if (made.landing !== null) return landed(plan, evidence, made, made.landing)
      if (made.outcome !== 'AMBIGUOUS') continue
      if (plan.ambiguity === 'stop') return unresolved(evidence, 'AMBIGUOUS')
      onlyDefault ||= plan.ambiguity === 'default'
    }
  }
  return unresolved(evidence, unresolvedReason(evidence, plan, source.kind))
}
