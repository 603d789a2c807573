import type { DirectoryPrincipal, Identity, KeyField } from '../principals/keys.js'
import type { PrincipalKind } from '../principals/principal.js'
import type { DefaultIdentities } from './defaults.js'
import type { PrincipalIndex } from './directory-index.js'
import type { ExceptionFates } from './exceptions.js'
import type { MappingPlan, RuleName } from './plan.js'
import type { MappingReason } from './resolution.js'

export const ATTEMPT_OUTCOMES = ['MATCH', 'MISS', 'ABSENT', 'AMBIGUOUS', 'SKIPPED'] as const
export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number]

/** Why a destination principal with the same key was no candidate. */
export type Rejection = 'EXCLUDED' | 'DISABLED' | 'OTHER_DOMAIN'

/** Why an attempt ended as it did, where its outcome does not say it. */
export const ATTEMPT_NOTES = {
  NOT_IN_PLAN: 'The plan does not use this rule.',
  NOT_FOR_KIND: 'The plan does not use this rule for this kind of principal.',
  OUT_OF_SCOPE: 'The plan limits this rule to other principals.',
  AFTER_AMBIGUITY: 'An earlier comparison was ambiguous and the plan falls back to the default identity.',
  NO_EXCLUSION: 'No exclusion of the plan names the identity.',
  NO_EXCEPTION: 'No exception names the identity.',
} as const
export type AttemptNote = keyof typeof ATTEMPT_NOTES

/** A destination principal whose key equals the source's. */
export interface Candidate {
  principal: DirectoryPrincipal
  /** Its normalised value, as compared. */
  compared: string
  rejected: Rejection | null
}

/** What a row gets as its destination; `row` is null where no destination principal stands behind it. */
export interface Landing {
  row: number | null
  identity: Identity
}

/** One comparison of one rule. */
export interface Attempt {
  rule: RuleName | 'EXCLUSION' | 'UNRESOLVED'
  /** The field compared; null where the rule compares none. */
  field: KeyField | null
  outcome: AttemptOutcome
  /** The source's normalised value. */
  compared: string | null
  candidates: readonly Candidate[]
  note: AttemptNote | MappingReason | null
  /** With MATCH: where the row lands. */
  landing: Landing | null
  /** The row stops here as UNRESOLVED with this reason, whatever the outcome. */
  stop: MappingReason | null
}

/** What rules are tried against. */
export interface ResolutionContext {
  plan: MappingPlan
  destination: PrincipalIndex
  exceptions: ExceptionFates
  defaults: DefaultIdentities
}

/**
 * One way to resolve a source principal. `try` makes its comparisons in order and ends at the first that decides
 * the row: MATCH, `stop`, or AMBIGUOUS unless the plan continues.
 */
export interface Rule {
  readonly resolution: RuleName
  appliesTo(plan: MappingPlan, kind: PrincipalKind): boolean
  try(source: DirectoryPrincipal, context: ResolutionContext): readonly Attempt[]
}

export const attempt = (
  rule: Attempt['rule'],
  outcome: AttemptOutcome,
  more: Partial<Attempt> = {},
): Attempt => ({
  rule,
  field: null,
  outcome,
  compared: null,
  candidates: [],
  note: null,
  landing: null,
  stop: null,
  ...more,
})

export const identityOf = ({ id, username, name, caption }: Identity): Identity => ({
  id,
  username,
  name,
  caption,
})
