import { LOOKUP_ORDER, MATCH_RULES, emailSpellings, fold, keyOf, matchesKind } from '@crosswalk/core'
import type { Identity, MappingPlan, PrincipalKind } from '@crosswalk/core'

/** What a plan needs to know of a directory. */
export interface DirectoryNeeds {
  /** Addresses to look up, folded, sorted and distinct. */
  readonly emails: readonly string[]
  /** Only the list of all users can answer: something is looked for by other than an address. */
  readonly everyone: boolean
  readonly groups: boolean
}

/** The destination that an exception or a default names. */
export interface NamedIdentity extends Identity {
  readonly type: PrincipalKind | null
}

const addressOf = (identity: Identity): string | null => {
  const by = LOOKUP_ORDER.find((field) => keyOf(field, identity[field]) !== null)
  const text = by === 'name' || by === 'username' ? identity[by] : null
  return text !== null && text.includes('@') ? fold(text) : null
}

/** The addresses of the source's accounts, and of the destinations that exceptions and defaults name. */
export const needsOf = (
  plan: MappingPlan,
  sourceEmails: readonly string[],
  exceptions: readonly NamedIdentity[],
): DirectoryNeeds => {
  const named = [
    ...exceptions.filter(({ type }) => type !== 'group'),
    ...(plan.default?.account == null ? [] : [plan.default.account]),
  ].filter((identity) => LOOKUP_ORDER.some((field) => keyOf(field, identity[field]) !== null))
  const addresses = named.map(addressOf)
  const byOther = MATCH_RULES.some(
    (rule) => rule !== 'EMAIL' && plan.order.includes(rule) && plan.match[rule].includes('account'),
  )
  const spelt = sourceEmails.map(fold).filter((email) => email !== '')
  const emails = new Set([
    ...spelt.flatMap((email) => emailSpellings(plan, email)),
    ...addresses.filter((address) => address !== null),
  ])
  return {
    emails: [...emails].sort(),
    everyone: byOther || plan.exclusions.destination.length > 0 || addresses.includes(null),
    groups: matchesKind(plan, 'group') || plan.default?.group != null,
  }
}
