import type { DuckDBConnection } from '@duckdb/node-api'
import { EMAIL_PATTERN, MappingFlag, QUALITY_ISSUE_CODES } from '@crosswalk/core'
import type { QualityIssueCode } from '@crosswalk/core'
import { execute } from '../../warehouse/duck.js'
import { foldedRows, searchText } from '../decide/mappings-sql.js'
import { foldSql } from './keys.js'
import { SPACES } from './spaces.js'

const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

const trimmed = `regexp_replace(written, '^${SPACES}|${SPACES}$', '', 'g')`
const inLowerCase = `translate(${trimmed}, '${CAPITALS}', '${CAPITALS.toLowerCase()}')`
const alike = (form: string): string => `min(${form}) = max(${form})`
const issue = (name: QualityIssueCode): string => `'${name}' AS code`

/** Groups by hash first: most values are of one principal alone, and texts are dear. */
const sharedHash = (key: string, kind: string): string =>
  `SELECT ${key}${kind} FROM source_principals WHERE ${key} IS NOT NULL GROUP BY ALL HAVING count(*) > 1`

/**
 * Core's `qualityIssues` and `manyToOneIssues` for the whole source: table `source_quality` of the contract. Needs
 * `resolved` and `registerFolding`.
 */
export const reportSourceQuality = (connection: DuckDBConnection): Promise<void> =>
  execute(
    connection,
    'quality: report',
    `CREATE OR REPLACE TABLE source_quality AS
     WITH emails AS MATERIALIZED (
       SELECT row_id, email AS written, ${foldSql('email')} AS email
       FROM source_principals SEMI JOIN (${sharedHash('k_email', ', kind')}) USING (k_email, kind)
       WHERE kind = 'account'
     ), spellings AS (
       SELECT email, count(*) AS shared_by, CASE
         WHEN ${alike('written')} THEN 'DUPLICATE_EMAIL'
         WHEN ${alike(trimmed)} THEN 'DUPLICATE_EMAIL_SPACE'
         WHEN ${alike(inLowerCase)} THEN 'DUPLICATE_EMAIL_CASE'
         ELSE 'DUPLICATE_EMAIL_UNICODE' END AS code
       FROM emails GROUP BY email HAVING count(*) > 1
     ), ids AS MATERIALIZED (
       SELECT row_id, kind, id FROM source_principals
       SEMI JOIN (${sharedHash('k_id', ', kind')}) USING (k_id, kind)
     ), landings AS MATERIALIZED (
       SELECT r.row_id, r.dest_row, CASE WHEN r.dest_row IS NULL THEN p.kind END AS default_of,
         coalesce(r.destination_name, r.destination_username, r.destination_caption, r.destination_id) AS value
       FROM resolved r JOIN source_principals p USING (row_id)
       WHERE r.flags & ${MappingFlag.MANY_TO_ONE} <> 0
     ), issues AS (
       SELECT ${issue('MISSING_EMAIL')}, NULL AS value, email AS written, row_id, 1 AS shared_by
       FROM source_principals WHERE kind = 'account' AND k_email IS NULL
       UNION ALL
       SELECT ${issue('INVALID_EMAIL')}, ${foldSql('email')} AS value, email, row_id, 1
       FROM source_principals WHERE kind = 'account' AND k_email IS NOT NULL
         AND NOT regexp_matches(${foldSql('email')}, '${EMAIL_PATTERN}')
       UNION ALL
       SELECT code, email, written, row_id, shared_by FROM emails JOIN spellings USING (email)
       UNION ALL
       SELECT ${issue('DUPLICATE_ID')}, id, id, row_id, shared_by FROM ids
       JOIN (SELECT kind, id, count(*) AS shared_by FROM ids GROUP BY ALL HAVING count(*) > 1) USING (kind, id)
       UNION ALL
       SELECT ${issue('UNLINKABLE')}, NULL, NULL, row_id, 1 FROM source_principals
       WHERE kind = 'account' AND k_email IS NULL AND k_id IS NULL AND k_username IS NULL AND k_caption IS NULL
       UNION ALL
       SELECT ${issue('MANY_TO_ONE')}, value, NULL, row_id,
         count(*) OVER (PARTITION BY dest_row, default_of) FROM landings
     )
     ${foldedRows(`SELECT row_number() OVER (ORDER BY list_position([${QUALITY_ISSUE_CODES.map((code) => `'${code}'`).join(', ')}], i.code),
         i.value NULLS FIRST, i.row_id) - 1 AS row_id,
       i.code, i.value, i.written, i.row_id AS principal, i.shared_by, p.kind, p.id AS source_id,
       p.username AS source_username, p.name AS source_name, p.caption AS source_caption,
       ${searchText('i.value', 'i.written', 'p.id', 'p.username', 'p.name', 'p.caption')}
     FROM issues i JOIN source_principals p ON p.row_id = i.row_id`)}`,
  )
