import { domainOf, keyOf } from '../principals/keys.js'
import type { DirectoryPrincipal } from '../principals/keys.js'
import type { PrincipalKind } from '../principals/principal.js'
import type { MappingPlan, MappingScope } from './plan.js'

type Aliases = Pick<MappingPlan, 'domainAliases'>

export const canonicalDomain = (plan: Aliases, domain: string | null): string | null =>
  domain === null
    ? null
    : Object.hasOwn(plan.domainAliases, domain)
      ? (plan.domainAliases[domain] ?? domain)
      : domain

/** A folded email with its domain's alias replaced by the domain it counts as. */
export const canonicalEmail = (plan: Aliases, email: string): string => {
  const domain = domainOf(email)
  const canonical = canonicalDomain(plan, domain)
  return domain === canonical || domain === null ? email : email.slice(0, -domain.length) + (canonical ?? '')
}

/** Every folded email that counts as this one: itself, and its local part at each alias of its domain. */
export const emailSpellings = (plan: Aliases, email: string): readonly string[] => {
  const canonical = canonicalEmail(plan, email)
  const domain = domainOf(canonical)
  if (domain === null) return [canonical]
  const aliases = Object.keys(plan.domainAliases).filter((alias) => plan.domainAliases[alias] === domain)
  const before = canonical.slice(0, -domain.length)
  return [canonical, ...aliases.map((alias) => before + alias)]
}

/** The canonical mail domain of an account; null for groups and where there is none. */
export const mailDomain = (
  plan: Aliases,
  principal: Pick<DirectoryPrincipal, 'kind' | 'email'>,
): string | null =>
  principal.kind === 'group' ? null : canonicalDomain(plan, domainOf(keyOf('email', principal.email)))

export const inMappingScope = (scope: MappingScope, kind: PrincipalKind, domain: string | null): boolean =>
  scope.kinds.includes(kind) &&
  (kind === 'group' || scope.domains === null || (domain !== null && scope.domains.includes(domain)))

/** An account with a mail domain that is none of the plan's own. */
export const isExternal = (plan: MappingPlan, kind: PrincipalKind, domain: string | null): boolean =>
  kind === 'account' && domain !== null && !plan.ownDomains.includes(domain)
