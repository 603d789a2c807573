import type { DuckDBConnection } from '@duckdb/node-api'
import { ItemFlag } from '@crosswalk/core'
import { execute } from '../../warehouse/duck.js'

/**
 * Brings the rows of permissions files among the entries and items of the source. They may name a principal by any
 * of its names; one without a principal name takes the first of those they use, for that is what policies refer to.
 */
export const linkGrants = async (connection: DuckDBConnection): Promise<void> => {
  await execute(
    connection,
    'grants: principals',
    `CREATE OR REPLACE TABLE grant_principals AS
     WITH wanted AS (SELECT DISTINCT principal AS value FROM staged_grants), names AS (
       ${NAMES.map((column, tier) => `SELECT row_id, ${column} AS value, ${tier} AS tier FROM source_principals`).join(' UNION ALL ')}
     )
     SELECT value, arg_min(row_id, (tier, row_id)) AS row_id FROM names SEMI JOIN wanted USING (value) GROUP BY value`,
  )
  await execute(
    connection,
    'grants: principal names',
    `UPDATE source_principals SET principal_name = g.value
     FROM (SELECT row_id, min(value) AS value FROM grant_principals GROUP BY row_id) g
     WHERE source_principals.row_id = g.row_id AND principal_name IS NULL`,
  )
  await execute(
    connection,
    'grants: named',
    `CREATE OR REPLACE TABLE named_grants AS
     SELECT s.* REPLACE (coalesce(p.principal_name, s.principal) AS principal)
     FROM staged_grants s LEFT JOIN grant_principals g ON g.value = s.principal
     LEFT JOIN source_principals p ON p.row_id = g.row_id`,
  )
  await execute(
    connection,
    'grants: entries',
    `INSERT INTO staged_entries
     SELECT (SELECT coalesce(max(seq) + 1, 0) FROM staged_entries) + seq, path, policy,
       row_number() OVER (PARTITION BY path, policy ORDER BY seq) - 1, principal, allow, rights, NULL, true,
       origin_file, origin_line
     FROM named_grants WHERE policy NOT IN (${PEOPLE.map(([policy]) => `'${policy}'`).join(', ')})`,
  )
  const people = PEOPLE.map(
    ([policy, column]) => `arg_max(principal, seq) FILTER (policy = '${policy}') AS ${column}`,
  )
  await execute(
    connection,
    'grants: items',
    `INSERT INTO staged_items
     SELECT (SELECT coalesce(max(seq) + 1, 0) FROM staged_items) + seq, path, NULL, NULL,
       CASE WHEN owner IS NULL AND created_by IS NULL AND modified_by IS NULL THEN NULL
         ELSE md5(concat_ws(chr(31), coalesce(owner, ''), coalesce(created_by, ''), coalesce(modified_by, ''))) END,
       owner, created_by, modified_by, ${ItemFlag.IMPLIED}, origin_file, origin_line
     FROM (
       SELECT path, min(seq) AS seq, ${people.join(', ')}, arg_min(origin_file, seq) AS origin_file,
         arg_min(origin_line, seq) AS origin_line
       FROM named_grants GROUP BY path
     )`,
  )
}

/** What a permissions file may call a principal by, best first. */
const NAMES = ['principal_name', 'id', 'username', 'email', 'name', 'caption']

const PEOPLE = [
  ['OWNER', 'owner'],
  ['CREATED_BY', 'created_by'],
  ['MODIFIED_BY', 'modified_by'],
] as const
