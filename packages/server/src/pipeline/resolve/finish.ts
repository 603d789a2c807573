import type { DuckDBConnection } from '@duckdb/node-api'
import {
  IDENTITY_FIELDS,
  MATCH_FIELDS,
  MATCH_RULES,
  MappingFlag,
  PrincipalFlag,
  matchesKind,
} from '@crosswalk/core'
import type { DefaultIdentities, IdentityField, MappingPlan } from '@crosswalk/core'
import { execute, literal } from '../../warehouse/duck.js'
import { domainSql, foldSql, keyTextSql } from './keys.js'

/** Core's `unresolvedReason` over a source principal's columns and its caveats. */
const unresolvedReasonSql = (plan: MappingPlan): string => {
  const rules = MATCH_RULES.filter(
    (rule) => plan.order.includes(rule) && plan.match[rule].includes('account'),
  )
  const keys = rules.flatMap((rule) => MATCH_FIELDS[rule].account.map((field) => `k_${field} IS NULL`))
  const noEmail = rules.includes('EMAIL')
    ? `WHEN kind = 'account' AND ${keys.join(' AND ')} THEN 'NO_EMAIL'`
    : ''
  const noGroups = matchesKind(plan, 'group') ? '' : `WHEN kind = 'group' THEN 'GROUPS_NOT_MAPPED'`
  return `CASE WHEN ambiguous THEN 'AMBIGUOUS' ${noGroups}
    WHEN disabled THEN 'DISABLED_AT_DESTINATION' ${noEmail} ELSE 'NOT_FOUND' END`
}

const caveatSql = `CASE WHEN ambiguous THEN 'AMBIGUOUS' WHEN disabled THEN 'DISABLED_AT_DESTINATION' END`

const flag = (condition: string, bit: number): string => `(CASE WHEN ${condition} THEN ${bit} ELSE 0 END)`

/** Accounts whose folded email another account has: table `shared_emails` (row_id). */
const findSharedEmails = (connection: DuckDBConnection): Promise<void> =>
  execute(
    connection,
    'resolve: shared emails',
    `CREATE OR REPLACE TEMP TABLE shared_emails AS
     WITH same_hash AS (
       SELECT k_email FROM source_principals WHERE kind = 'account' AND k_email IS NOT NULL
       GROUP BY k_email HAVING count(*) > 1
     ), texts AS MATERIALIZED (
       SELECT row_id, k_email, ${foldSql('email')} AS email
       FROM source_principals SEMI JOIN same_hash USING (k_email) WHERE kind = 'account'
     )
     SELECT row_id FROM texts
     SEMI JOIN (SELECT email FROM texts GROUP BY email HAVING count(*) > 1) shared USING (email)`,
  )

/** Table `outlines`: everything of `resolved` but the destination's fields. */
const outline = (connection: DuckDBConnection, plan: MappingPlan): Promise<void> =>
  execute(
    connection,
    'resolve: outlines',
    `CREATE OR REPLACE TEMP TABLE outlines AS
     WITH decided AS (
       SELECT row_id, resolution, dest_row, stop FROM verdicts WHERE caveat IS NULL AND resolution <> 'DEFERRED'
     ), noted AS (
       SELECT row_id, bool_or(caveat = 'AMBIGUOUS') AS ambiguous, bool_or(caveat <> 'AMBIGUOUS') AS disabled
       FROM verdicts WHERE caveat IS NOT NULL GROUP BY row_id
     ), landings AS (
       SELECT dest_row FROM decided WHERE dest_row IS NOT NULL GROUP BY dest_row HAVING count(*) > 1
     ), unlisted AS (
       SELECT kind AS unlisted_kind FROM decided JOIN source_principals USING (row_id)
       WHERE resolution = 'DEFAULT' AND dest_row IS NULL GROUP BY kind HAVING count(*) > 1
     )
     SELECT p.row_id, p.kind, d.dest_row, coalesce(d.resolution, 'UNRESOLVED') AS resolution,
       CASE WHEN d.stop IS NOT NULL THEN d.stop
         WHEN list_contains(['PROVISION', 'EXTERNAL', 'DEFAULT'], d.resolution) THEN ${caveatSql}
         WHEN d.resolution IS NULL THEN ${unresolvedReasonSql(plan)} END AS reason,
       (${[
         flag(
           `l.dest_row IS NOT NULL OR (d.resolution = 'DEFAULT' AND d.dest_row IS NULL AND u.unlisted_kind IS NOT NULL)`,
           MappingFlag.MANY_TO_ONE,
         ),
         flag('e.row_id IS NOT NULL', MappingFlag.DUPLICATE_EMAIL),
         flag(`p.kind = 'account' AND p.k_email IS NULL`, MappingFlag.NO_EMAIL),
         flag(`(p.flags & ${PrincipalFlag.DISABLED}) <> 0`, MappingFlag.DISABLED),
       ].join(' | ')})::UINTEGER AS flags,
       CASE WHEN p.kind = 'account' THEN ${domainSql(foldSql('p.email'))} END AS domain
     FROM source_principals p
     LEFT JOIN decided d ON d.row_id = p.row_id
     LEFT JOIN (SELECT row_id, ambiguous, disabled FROM noted) n ON n.row_id = p.row_id
     LEFT JOIN landings l ON l.dest_row = d.dest_row
     LEFT JOIN unlisted u ON u.unlisted_kind = p.kind
     LEFT JOIN shared_emails e ON e.row_id = p.row_id`,
  )

const textOrNull = (text: string | null): string => (text === null ? 'NULL' : literal(text))

/** A destination field: the destination principal's, or what the policy that resolved the row puts there. */
const destinationSql = (field: IdentityField, defaults: DefaultIdentities): string => {
  const written = (kind: 'account' | 'group') => textOrNull(defaults[kind]?.identity[field] ?? null)
  return `CASE WHEN o.dest_row IS NOT NULL THEN t.${field} ELSE CASE o.resolution
      WHEN 'PASSTHROUGH' THEN p.${field} WHEN 'EXTERNAL' THEN p.${field}
      WHEN 'PROVISION' THEN ${field === 'id' ? 'NULL' : `p.${field}`}
      WHEN 'DEFAULT' THEN CASE o.kind WHEN 'account' THEN ${written('account')} ELSE ${written('group')} END
    END END AS destination_${field}`
}

/** The outline's reason, or that a match's id was not returned where the plan notes it. */
const reasonSql = (plan: MappingPlan): string =>
  plan.noteMissingIds === true
    ? `CASE WHEN list_contains([${MATCH_RULES.map(literal).join(', ')}], o.resolution)
         AND ${keyTextSql('id', 't.id')} IS NULL THEN 'ID_NOT_RETURNED' ELSE o.reason END`
    : 'o.reason'

/** Temporary table `resolved`, in no order, from the verdicts. */
export const writeResolved = async (
  connection: DuckDBConnection,
  plan: MappingPlan,
  defaults: DefaultIdentities,
): Promise<void> => {
  await findSharedEmails(connection)
  await outline(connection, plan)
  const copies = plan.passthrough !== null || plan.external !== null || plan.provision !== null
  const source = copies
    ? 'source_principals p'
    : '(SELECT NULL AS row_id, NULL AS id, NULL AS username, NULL AS name, NULL AS caption WHERE false) p'
  await execute(
    connection,
    'resolve: resolved',
    `CREATE OR REPLACE TEMP TABLE resolved AS
     SELECT o.row_id, o.dest_row, ${IDENTITY_FIELDS.map((field) => destinationSql(field, defaults)).join(', ')},
       o.resolution, ${reasonSql(plan)} AS reason, o.flags, o.domain
     FROM outlines o
     LEFT JOIN destination_principals t ON t.row_id = o.dest_row
     LEFT JOIN ${source} ON p.row_id = o.row_id`,
  )
}
