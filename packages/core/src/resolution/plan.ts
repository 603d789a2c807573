import type { IdentityField } from '../principals/keys.js'
import type { PrincipalKind } from '../principals/principal.js'
import type { PresetName } from './plan-presets.js'
import type { Resolution } from './resolution.js'

export const PLAN_VERSION = 1

/** The rules that compare a source principal with the destination directory. */
export const MATCH_RULES = ['EMAIL', 'ID', 'USERNAME', 'NAME'] as const
export type MatchRule = (typeof MATCH_RULES)[number]
/** The rules that need no destination principal. Off unless set. */
export const POLICY_RULES = ['PASSTHROUGH', 'PROVISION', 'EXTERNAL', 'DEFAULT'] as const
export type PolicyRule = (typeof POLICY_RULES)[number]
export type RuleName = Exclude<Resolution, 'UNRESOLVED'>

export const AMBIGUITY_POLICIES = ['stop', 'continue', 'default'] as const
/**
 * What follows when several destination principals fit: `stop` leaves the row unresolved, `continue` goes on to the
 * next comparison, `default` gives it the default identity (unresolved where there is none).
 */
export type AmbiguityPolicy = (typeof AMBIGUITY_POLICIES)[number]

export const NAME_TRUST = ['same-domain', 'any-domain'] as const
/** Whether accounts may match by display name across mail domains. Two accounts without a domain are of one domain. */
export type NameTrust = (typeof NAME_TRUST)[number]

/** Whom a policy rule is for. `domains`: folded mail domains, null for any; it never restricts groups. */
export interface MappingScope {
  kinds: readonly PrincipalKind[]
  domains: readonly string[] | null
}

/**
 * One identity, or all that fit a pattern (`*` any text, `?` one character), kept out of mapping. Ids are compared
 * exactly, other fields folded (the plan holds them folded). Exactly one of `equals` and `matches` is set.
 */
export interface Exclusion {
  kind: PrincipalKind | null
  field: IdentityField
  equals: string | null
  matches: string | null
}

/** An identity as written in a plan; at least one field is set. */
export type PlanIdentity = Readonly<Record<IdentityField, string | null>>

/**
 * How a run resolves identities, as data: every setting is explicit, so that the plan can be part of the run's
 * fingerprint. Domains are folded and without `@`.
 */
export interface MappingPlan {
  version: typeof PLAN_VERSION
  preset: PresetName
  /** Off: every row is UNRESOLVED, MAPPING_OFF. */
  on: boolean
  /** The rules in order, first match wins; exclusions precede them all. A rule not named is not tried. */
  order: readonly RuleName[]
  /** The kinds each match rule is for; none: never. */
  match: Readonly<Record<MatchRule, readonly PrincipalKind[]>>
  accountNames: NameTrust
  ambiguity: AmbiguityPolicy
  /** Whether a disabled destination principal is a candidate. */
  disabledDestinations: boolean
  /** Whether a match without a destination id is refused (ID_NOT_RETURNED). */
  requireDestinationId: boolean
  /** Whether a match without a destination id says so (ID_NOT_RETURNED); absent: no. Set for live directories. */
  noteMissingIds?: boolean
  /** alias → the domain it counts as, in emails and wherever domains are compared. */
  domainAliases: Readonly<Record<string, string>>
  /** The organisation's own mail domains. Accounts of others are external. */
  ownDomains: readonly string[]
  exclusions: { readonly source: readonly Exclusion[]; readonly destination: readonly Exclusion[] }
  /** Keep as they are without a look-up ("do not attempt to resolve first"); with own domains, external accounts only. */
  passthrough: MappingScope | null
  /** Create on the destination what no rule matched. */
  provision: MappingScope | null
  /** Keep external accounts that no rule matched ("attempt to resolve first"). */
  external: MappingScope | null
  /** Give what is left to one identity, by kind. */
  default: {
    readonly account: PlanIdentity | null
    readonly group: PlanIdentity | null
    readonly domains: readonly string[] | null
  } | null
}

/** Whether any match rule of the plan is for the kind. */
export const matchesKind = (plan: MappingPlan, kind: PrincipalKind): boolean =>
  MATCH_RULES.some((rule) => plan.order.includes(rule) && plan.match[rule].includes(kind))
