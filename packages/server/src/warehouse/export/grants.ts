import type { Filter, RunTable } from '@crosswalk/core'
import { literal } from '../duck.js'
import type { Duck, StatementOptions } from '../duck.js'
import { Parameters } from '../filter-sql.js'
import { peopleRows } from '../item-people.js'
import { isOne, keptItems } from './affected.js'
import type { Whose } from './affected.js'

/**
 * One row for each grant on the items under the filter, as common table expressions: an entry of its policies, or a
 * role that a person has on it. An item without grants has one row, too.
 */
const grantRows = (
  table: (name: RunTable) => string,
  filter: Filter,
  whose: Whose,
  parameters: Parameters,
): string => {
  const one = isOne(whose, parameters)
  const item = 'i.row_id AS item, i.path, i.type AS item_type, i.owner_name AS owner, i.policy_set, i.run'
  return `kept AS (${keptItems(table, filter, whose, parameters)}),
    entries AS (SELECT * FROM ${table('policy_sets')} WHERE ${one('principal')}),
    granted AS (
      SELECT ${item}, 0 AS part, e.ordinal, e.policy, e.principal, e.allow, e.rights, e.restrictions
      FROM kept i LEFT JOIN entries e ON e."set" = i.policy_set
      WHERE e."set" IS NOT NULL OR coalesce(i.owner, i.created_by, i.modified_by) IS NULL
      UNION ALL ${peopleRows('kept i', item, (column) => one(`i.${column}`))}
    )`
}

/**
 * Writes those rows as a Parquet file numbered from 0, so that an export of it is a plain scan. Joins give no order,
 * so the file is sorted: by item, then by the place of the grant on it.
 */
export const writeGrants = async (
  duck: Duck,
  options: StatementOptions,
  table: (name: RunTable) => string,
  filter: Filter,
  whose: Whose,
  path: string,
): Promise<void> => {
  const parameters = new Parameters()
  await duck.execute(
    options,
    `COPY (
       WITH ${grantRows(table, filter, whose, parameters)},
       principals AS (
         SELECT row_id, kind, id, principal_name, caption FROM ${table('source_principals')}
         UNION ALL
         SELECT row_id, NULL, NULL, principal_name, NULL FROM ${table('unknown_principals')}
       )
       SELECT row_number() OVER (ORDER BY g.item, g.part, g.ordinal) - 1 AS row_id, g.path, g.item_type, g.owner,
         g.policy, p.kind AS principal_type, p.id AS principal_id, p.principal_name, p.caption AS principal_caption,
         CASE WHEN g.allow THEN 'allow' WHEN NOT g.allow THEN 'deny' END AS access, g.rights, g.restrictions,
         g.policy_set, g.ordinal, g.run
       FROM granted g LEFT JOIN principals p ON p.row_id = g.principal
       ORDER BY row_id
     ) TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)`,
    parameters.values,
  )
}

/** The rows such a file has. */
export const countGrants = async (
  duck: Duck,
  options: StatementOptions,
  table: (name: RunTable) => string,
  filter: Filter,
  whose: Whose,
): Promise<number> => {
  const parameters = new Parameters()
  const [row] = await duck.rows<{ count: number }>(
    options,
    `WITH ${grantRows(table, filter, whose, parameters)} SELECT count(*) AS count FROM granted`,
    parameters.values,
  )
  return row?.count ?? 0
}
