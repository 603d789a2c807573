import type { DuckDBConnection } from '@duckdb/node-api'
import { PRINCIPAL_KINDS } from '@crosswalk/core'
import type { DefaultIdentities, MappingPlan, PolicyRule } from '@crosswalk/core'
import { literal } from '../../warehouse/duck.js'
import { externalSql, mailDomainSql, scopeSql } from './plan-sql.js'
import { UNDECIDED, UNDECIDED_OR_DEFERRED, addVerdicts } from './verdicts.js'

/** Whom a policy rule takes, over the columns kind and domain; null: nobody. */
const takes = (plan: MappingPlan, rule: PolicyRule, defaults: DefaultIdentities): string | null => {
  const external = externalSql(plan)
  switch (rule) {
    case 'PASSTHROUGH': {
      if (plan.passthrough === null) return null
      const scope = scopeSql(plan.passthrough)
      return plan.ownDomains.length === 0 ? scope : `${scope} AND (kind = 'group' OR (${external}))`
    }
    case 'PROVISION':
      return plan.provision === null ? null : scopeSql(plan.provision)
    case 'EXTERNAL':
      return plan.external === null ? null : `${scopeSql(plan.external)} AND ${external}`
    case 'DEFAULT': {
      const kinds = PRINCIPAL_KINDS.filter((kind) => defaults[kind] !== null)
      return kinds.length === 0 ? null : scopeSql({ kinds, domains: plan.default?.domains ?? null })
    }
  }
}

/** Applies a rule that needs no destination principal to the rows no earlier step decided. */
export const applyPolicy = async (
  connection: DuckDBConnection,
  plan: MappingPlan,
  rule: PolicyRule,
  defaults: DefaultIdentities,
): Promise<void> => {
  const condition = takes(plan, rule, defaults)
  if (condition === null) return
  const from = rule === 'DEFAULT' ? UNDECIDED_OR_DEFERRED : UNDECIDED
  const rows = PRINCIPAL_KINDS.map((kind) => `WHEN ${literal(kind)} THEN ${defaults[kind]?.row ?? 'NULL'}`)
  const destRow = rule === 'DEFAULT' ? `CASE kind ${rows.join(' ')} END::BIGINT` : 'NULL'
  await addVerdicts(
    connection,
    rule,
    `SELECT row_id, ${literal(rule)}, ${destRow}, NULL, NULL
     FROM (SELECT row_id, kind, ${mailDomainSql(plan)} AS domain FROM ${from}) WHERE ${condition}`,
  )
}
