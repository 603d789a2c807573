import type { DuckDBConnection } from '@duckdb/node-api'
import { BUILT_IN_PRINCIPALS, POLICIES } from '@crosswalk/core'
import { addFindings } from './findings.js'
import { execute } from '../../warehouse/duck.js'

const policyOrder = `list_position([${POLICIES.map((policy) => `'${policy}'`).join(', ')}], policy)`
const builtIn = `[${BUILT_IN_PRINCIPALS.map((name) => `'${name.replaceAll("'", "''")}'`).join(', ')}]`

/**
 * The names that policies use and the source does not have: table `unknown_principals`, by name, numbered
 * on from the source principals.
 */
export const linkUnknownPrincipals = async (connection: DuckDBConnection): Promise<void> => {
  await execute(
    connection,
    'policies: unknown_principals',
    `
    CREATE OR REPLACE TABLE unknown_principals AS
    SELECT (SELECT count(*) FROM source_principals) + row_number() OVER (ORDER BY principal) - 1 AS row_id,
      principal AS principal_name
    FROM (SELECT DISTINCT principal FROM staged_entries) e
    WHERE NOT EXISTS (SELECT 1 FROM source_principals p WHERE p.principal_name = e.principal)
    ORDER BY row_id`,
  )
  await addFindings(
    connection,
    'READ',
    'UNKNOWN_PRINCIPAL',
    `SELECT arg_min(origin_file, seq) AS file, arg_min(origin_line, seq) AS line, arg_min(e.path, seq) AS path,
         {'principal': principal} AS args
       FROM staged_entries e JOIN unknown_principals u ON u.principal_name = e.principal
       WHERE NOT list_contains(${builtIn}, principal)
       GROUP BY principal ORDER BY principal`,
  )
}

/**
 * Groups the entries of every item into distinct policy sets: tables `policy_sets` and `item_sets(path, set,
 * signature)`. Entries keep their order and every entry stays. Of a policy that several packages define on one
 * path, the last read counts, and what configurations add stands beside it; principal policies of different principals stand beside each other.
 * Signatures are over names, not row ids: a new user elsewhere must not make content look changed.
 */
export const linkPolicySets = async (connection: DuckDBConnection): Promise<void> => {
  await execute(
    connection,
    'policies: linked_entries',
    `
    CREATE OR REPLACE TABLE linked_entries AS
    WITH current AS (
      SELECT *, CASE WHEN policy = 'PRINCIPAL_POLICY' THEN principal END AS owner_of
      FROM staged_entries
      QUALIFY added OR origin_file = last_value(origin_file) OVER (
        PARTITION BY path, policy, owner_of, added ORDER BY seq
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
    ), names AS (
      SELECT principal_name, min(row_id) AS row_id FROM source_principals
      WHERE principal_name IS NOT NULL GROUP BY principal_name
      UNION ALL SELECT principal_name, row_id FROM unknown_principals
    )
    SELECT c.path, c.seq, c.policy, n.row_id AS principal, n.principal_name, c.allow, c.rights, c.restrictions,
      row_number() OVER (
        PARTITION BY c.path ORDER BY ${policyOrder}, c.owner_of NULLS FIRST, c.added,
          CASE WHEN c.added THEN 0 ELSE c.ordinal END, c.seq) - 1 AS ordinal
    FROM current c JOIN names n ON n.principal_name = c.principal`,
  )
  await execute(
    connection,
    'policies: item_signatures',
    `
    CREATE OR REPLACE TABLE item_signatures AS
    SELECT path, md5(string_agg(concat_ws(chr(31), policy, principal_name, allow::VARCHAR,
        coalesce(rights, ''), coalesce(restrictions, '')), chr(30) ORDER BY ordinal)) AS signature
    FROM linked_entries GROUP BY path`,
  )
  await execute(
    connection,
    'policies: item_sets',
    `
    CREATE OR REPLACE TABLE item_sets AS
    WITH numbered AS (
      SELECT signature, min(path) AS first_path,
        row_number() OVER (ORDER BY min(path)) - 1 AS "set"
      FROM item_signatures GROUP BY signature
    )
    SELECT s.path, s.signature, n."set", n.first_path FROM item_signatures s JOIN numbered n USING (signature)`,
  )
  await execute(
    connection,
    'policies: policy_sets',
    `
    CREATE OR REPLACE TABLE policy_sets AS
    SELECT i."set", e.ordinal::INTEGER AS ordinal, e.policy, e.principal, e.allow, e.rights, e.restrictions
    FROM linked_entries e JOIN item_sets i ON i.path = e.path AND i.first_path = e.path
    ORDER BY "set", ordinal`,
  )
}
