import type { Exclusion, MappingPlan, MappingScope } from '@crosswalk/core'
import { literal } from '../../warehouse/duck.js'
import { domainSql, foldSql } from './keys.js'

const listOf = (texts: readonly string[]): string => `[${texts.map(literal).join(', ')}]::VARCHAR[]`

/** Whether a text is one of the given; a filter, never a join. */
const isOneOf = (text: string, texts: readonly string[]): string =>
  `coalesce(list_contains(${listOf(texts)}, ${text}), false)`

/** Core's `canonicalDomain` over a folded domain. */
const canonicalDomainSql = (plan: MappingPlan, domain: string): string => {
  const aliases = Object.entries(plan.domainAliases)
  const cases = aliases.map(([alias, canonical]) => `WHEN ${literal(alias)} THEN ${literal(canonical)}`)
  return cases.length === 0 ? domain : `CASE ${domain} ${cases.join(' ')} ELSE ${domain} END`
}

/** Core's `mailDomain` over the columns kind and email. */
export const mailDomainSql = (plan: MappingPlan): string =>
  `CASE WHEN kind = 'account' THEN ${canonicalDomainSql(plan, domainSql(foldSql('email')))} END`

/** Core's `canonicalEmail` over the column email, folded. */
export const canonicalEmailSql = (plan: MappingPlan): string => {
  const cases = Object.entries(plan.domainAliases).map(
    ([alias, canonical]) =>
      `WHEN ${literal(alias)} THEN left(e, length(e) - ${[...alias].length}) || ${literal(canonical)}`,
  )
  const canonical = `CASE ${domainSql('e')} ${cases.join(' ')} ELSE e END`
  return `list_transform([${foldSql('email')}], lambda e: ${canonical})[1]`
}

/** Core's `inMappingScope` over the columns kind and domain. */
export const scopeSql = ({ kinds, domains }: MappingScope): string => {
  const kind = isOneOf('kind', kinds)
  return domains === null ? kind : `${kind} AND (kind = 'group' OR ${isOneOf('domain', domains)})`
}

/** Core's `isExternal` over the columns kind and domain. */
export const externalSql = (plan: MappingPlan): string =>
  `kind = 'account' AND domain IS NOT NULL AND NOT ${isOneOf('domain', plan.ownDomains)}`

/** An exclusion's pattern as LIKE reads it. */
export const likeSql = ({ matches }: Exclusion): string => {
  const escaped = (matches ?? '').replaceAll(/[\\%_]/g, String.raw`\$&`)
  return `LIKE ${literal(escaped.replaceAll('*', '%').replaceAll('?', '_'))} ESCAPE '\\'`
}
