import type { DuckDBConnection } from '@duckdb/node-api'
import { EMAIL_PATTERN } from '@crosswalk/core'
import type { QualityIssueCode } from '@crosswalk/core'
import { execute } from '../../warehouse/duck.js'
import { foldSql, keyTextSql } from './keys.js'

const code = (name: QualityIssueCode): string => `'${name}' AS code`

/**
 * Core's `qualityIssues` for the whole source: table `source_quality` (code, value, row_id), a row for each principal
 * an issue concerns, by code, value and row. Needs `registerFolding`.
 */
export const reportSourceQuality = (connection: DuckDBConnection): Promise<void> =>
  execute(
    connection,
    'quality: report',
    `CREATE OR REPLACE TABLE source_quality AS
     WITH accounts AS MATERIALIZED (
       SELECT row_id, email AS written, ${foldSql('email')} AS email, k_id, k_username, k_caption
       FROM source_principals WHERE kind = 'account'
     ), shared AS (
       SELECT email, count(DISTINCT written) > 1 AS variants
       FROM accounts WHERE email IS NOT NULL GROUP BY email HAVING count(*) > 1
     ), ids AS (
       SELECT kind, id FROM source_principals WHERE ${keyTextSql('id', 'id')} IS NOT NULL
       GROUP BY kind, id HAVING count(*) > 1
     )
     SELECT code, value, row_id FROM (
       SELECT ${code('MISSING_EMAIL')}, NULL AS value, row_id FROM accounts WHERE email IS NULL
       UNION ALL
       SELECT ${code('INVALID_EMAIL')}, email, row_id FROM accounts
       WHERE NOT regexp_matches(email, '${EMAIL_PATTERN}')
       UNION ALL
       SELECT CASE WHEN variants THEN 'DUPLICATE_EMAIL_VARIANT' ELSE 'DUPLICATE_EMAIL' END, email, row_id
       FROM accounts JOIN shared USING (email)
       UNION ALL
       SELECT ${code('DUPLICATE_ID')}, id, row_id FROM source_principals JOIN ids USING (kind, id)
       UNION ALL
       SELECT ${code('UNLINKABLE')}, NULL, row_id FROM accounts
       WHERE email IS NULL AND k_id IS NULL AND k_username IS NULL AND k_caption IS NULL
     ) ORDER BY code, value NULLS FIRST, row_id`,
  )
