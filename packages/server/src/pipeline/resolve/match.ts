import type { DuckDBConnection } from '@duckdb/node-api'
import { MATCH_FIELDS, PRINCIPAL_KINDS, PrincipalFlag } from '@crosswalk/core'
import type { MappingPlan, MatchField, MatchRule, PrincipalKind } from '@crosswalk/core'
import { execute, literal } from '../../warehouse/duck.js'
import { foldSql, hashSql, keyTextSql } from './keys.js'
import { canonicalEmailSql, mailDomainSql } from './plan-sql.js'
import { UNDECIDED, addVerdicts } from './verdicts.js'

/** One comparison of a match rule: a field, for the kinds that compare it at this turn. */
export interface Comparison {
  rule: MatchRule
  field: MatchField
  kinds: readonly PrincipalKind[]
}

/** The comparisons of a rule under a plan, in order. Kinds never meet, so their turns are independent. */
export const comparisonsOf = (plan: MappingPlan, rule: MatchRule): readonly Comparison[] => {
  const comparisons: Comparison[] = []
  for (const kind of PRINCIPAL_KINDS.filter((each) => plan.match[rule].includes(each)))
    for (const field of MATCH_FIELDS[rule][kind]) {
      const same = rule === 'ID' && comparisons[0]
      if (same) comparisons[0] = { ...same, kinds: [...same.kinds, kind] }
      else comparisons.push({ rule, field, kinds: [kind] })
    }
  return comparisons
}

interface Compiled {
  /** SQL over a principal table: hashed key, text, and the domain within which alone texts are compared. */
  key: string
  text: string
  domain: string
  /** The text as compared. */
  normal: (text: string) => string
}

const compile = (plan: MappingPlan, { field, kinds }: Comparison): Compiled => {
  if (field === 'email' && Object.keys(plan.domainAliases).length > 0)
    return {
      key: hashSql(canonicalEmailSql(plan)),
      text: canonicalEmailSql(plan),
      domain: `''`,
      normal: (text) => text,
    }
  const byName = kinds.includes('account') && (field === 'caption' || field === 'name')
  return {
    key: `k_${field}`,
    text: field,
    domain: byName && plan.accountNames === 'same-domain' ? `coalesce(${mailDomainSql(plan)}, '')` : `''`,
    normal: (text) => (field === 'id' ? text : foldSql(text)),
  }
}

/**
 * Compares one field of every undecided source principal with the destination. Destination rows are joined by hash
 * and compared as text; rows that share a hash are first grouped by text, so that neither a collision nor a key that
 * thousands share makes more than one pair per source row.
 */
export const compareInBulk = async (
  connection: DuckDBConnection,
  plan: MappingPlan,
  comparison: Comparison,
): Promise<void> => {
  const { key, text, domain, normal } = compile(plan, comparison)
  const ofKinds = `kind IN (${comparison.kinds.map(literal).join(', ')})`
  const active = plan.disabledDestinations ? 'true' : `(flags & ${PrincipalFlag.DISABLED}) = 0`
  const name = `${comparison.rule} ${comparison.field}`
  const run = (step: string, sql: string) => execute(connection, `resolve: ${name}, ${step}`, sql)
  await run(
    'open rows',
    `CREATE OR REPLACE TEMP TABLE open AS
     SELECT * FROM (SELECT row_id, kind, ${key} AS k, ${text} AS v, ${domain} AS d FROM ${UNDECIDED} WHERE ${ofKinds})
     WHERE k IS NOT NULL`,
  )
  await run(
    'destination rows',
    `CREATE OR REPLACE TEMP TABLE side AS
     SELECT row_id, kind, k, v, ${domain} AS d, ${active} AS active FROM (
       SELECT row_id, kind, email, flags, ${key} AS k, ${text} AS v
       FROM destination_principals ANTI JOIN excluded_destination USING (row_id) WHERE ${ofKinds}
     ) SEMI JOIN open USING (k)`,
  )
  await run(
    'shared keys',
    `CREATE OR REPLACE TEMP TABLE shared AS
     SELECT kind, k, d FROM side GROUP BY kind, k, d HAVING count(*) > 1`,
  )
  await run(
    'candidates of shared keys',
    `CREATE OR REPLACE TEMP TABLE candidates AS
     SELECT kind, k, d, min(v) AS v, min(row_id) FILTER (active) AS dest_row, count(*) FILTER (active) AS n
     FROM side SEMI JOIN shared USING (kind, k, d) GROUP BY kind, k, d, ${normal('v')}`,
  )
  const hits = `SELECT o.row_id, c.dest_row, c.n FROM open o
    JOIN candidates c ON o.kind = c.kind AND o.k = c.k AND o.d = c.d
    WHERE o.v = c.v OR ${normal('o.v')} = ${normal('c.v')}`
  await run('hits of shared keys', `CREATE OR REPLACE TEMP TABLE hits AS ${hits}`)
  await run(
    'hits of single keys',
    `INSERT INTO hits WITH candidates AS (
       SELECT kind, k, d, v, CASE WHEN active THEN row_id END AS dest_row, active::BIGINT AS n
       FROM side ANTI JOIN shared USING (kind, k, d)
     ) ${hits}`,
  )
  await addVerdicts(connection, name, verdictsOfHits(plan, comparison.rule))
  for (const table of ['open', 'side', 'shared', 'candidates', 'hits'])
    await run('clean up', `DROP TABLE ${table}`)
}

const verdictsOfHits = (plan: MappingPlan, rule: MatchRule): string => {
  const one = `SELECT row_id, ${literal(rule)}, dest_row, NULL, NULL FROM hits WHERE n = 1`
  const stopped = `SELECT row_id, 'UNRESOLVED', NULL, 'AMBIGUOUS', NULL FROM hits WHERE n > 1`
  const deferred = `SELECT row_id, 'DEFERRED', NULL, NULL, NULL FROM hits WHERE n > 1`
  const disabled = `SELECT row_id, NULL, NULL, NULL, 'DISABLED_AT_DESTINATION' FROM hits WHERE n = 0`
  const ambiguous = `SELECT row_id, NULL, NULL, NULL, 'AMBIGUOUS' FROM hits WHERE n > 1`
  const several = { stop: [stopped], continue: [ambiguous], default: [deferred, ambiguous] }[plan.ambiguity]
  return [one, disabled, ...several].join(' UNION ALL ')
}

/** Matches whose destination has no id, where the plan requires one. */
export const refuseWithoutId = (connection: DuckDBConnection): Promise<void> =>
  execute(
    connection,
    'resolve: ids not returned',
    `UPDATE verdicts SET resolution = 'UNRESOLVED', dest_row = NULL, stop = 'ID_NOT_RETURNED'
     WHERE caveat IS NULL AND list_contains(['EMAIL', 'ID', 'USERNAME', 'NAME'], resolution)
       AND dest_row IN (SELECT row_id FROM destination_principals WHERE ${keyTextSql('id', 'id')} IS NULL)`,
  )
