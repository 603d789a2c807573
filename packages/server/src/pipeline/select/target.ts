import type { DuckDBConnection } from '@duckdb/node-api'
import { UNIQUE_FIELDS, type UniqueField } from '@crosswalk/core'
import { execute } from '../../warehouse/duck.js'

const COLUMNS: Readonly<Record<UniqueField, string>> = {
  'rep:principalName': 'principal_name',
  'rep:authorizableId': 'id',
  'jcr:uuid': 'uuid',
  'rep:externalId': 'external_id',
}

/**
 * Sets source principals against the target: table `target_matches(row_id, already, fields, source_values,
 * target_principals)`, one row for each source principal that meets anything there. `already`: the same
 * authorizable id, and the same uuid where both give one. Otherwise each unique field that another target
 * principal holds, a bit of `fields` in the order of UNIQUE_FIELDS, with the value and who holds it.
 * Under a wipe the target is empty. Core's `conflictsOf` states the rule; a property test holds this to it.
 */
export const matchTarget = async (connection: DuckDBConnection, wipe: boolean): Promise<void> => {
  const hits = UNIQUE_FIELDS.map((field, index) => {
    const column = COLUMNS[field]
    return `SELECT s.row_id, ${index} AS field, s.value, t.row_id AS target_row
      FROM (SELECT row_id, ${column} AS value FROM source_principals) s
      JOIN (SELECT row_id, ${column} AS value FROM target_principals WHERE ${wipe ? 'false' : 'true'}) t USING (value)`
  })
  await execute(
    connection,
    'match target',
    `CREATE OR REPLACE TABLE target_matches AS
     WITH hits AS (${hits.join(' UNION ALL ')}), judged AS (
       SELECT h.*, t.principal_name AS target_principal,
         s.id = t.id AND (s.uuid IS NULL OR t.uuid IS NULL OR s.uuid = t.uuid) AS same
       FROM hits h JOIN source_principals s ON s.row_id = h.row_id
       JOIN target_principals t ON t.row_id = h.target_row
     ), conflicts AS (
       SELECT row_id, field, arg_min(value, target_row) AS value, arg_min(target_principal, target_row) AS target_principal
       FROM judged WHERE same IS NOT TRUE GROUP BY row_id, field
     )
     SELECT row_id, coalesce(bool_or(same), false) AS already,
       coalesce((SELECT bit_or((1 << field)::UINTEGER) FROM conflicts c WHERE c.row_id = j.row_id), 0)::UINTEGER AS fields,
       (SELECT list(value ORDER BY field) FROM conflicts c WHERE c.row_id = j.row_id) AS source_values,
       (SELECT list(coalesce(target_principal, '') ORDER BY field) FROM conflicts c WHERE c.row_id = j.row_id) AS target_principals
     FROM judged j GROUP BY row_id`,
  )
}
