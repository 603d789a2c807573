import type { Filter, RunTable } from '@crosswalk/core'
import { literal } from '../duck.js'
import type { Duck, StatementOptions } from '../duck.js'
import { Parameters, compileFilter } from '../filter-sql.js'

/**
 * Writes the items under the filter with one row a grant (an item without grants has one, too) as a Parquet file
 * numbered from 0, so that an export of it is a plain scan. Joins give no order, so the file is sorted: by item,
 * then by the place of the grant on it.
 */
export const writeGrants = async (
  duck: Duck,
  options: StatementOptions,
  table: (name: RunTable) => string,
  filter: Filter,
  path: string,
): Promise<void> => {
  const parameters = new Parameters()
  await duck.execute(
    options,
    `COPY (
       WITH kept AS (SELECT * FROM ${table('items')} WHERE ${compileFilter(filter, parameters)}),
       principals AS (
         SELECT row_id, kind, id, principal_name, caption FROM ${table('source_principals')}
         UNION ALL
         SELECT row_id, NULL, NULL, principal_name, NULL FROM ${table('unknown_principals')}
       )
       SELECT row_number() OVER (ORDER BY i.row_id, g.ordinal) - 1 AS row_id, i.path, i.type AS item_type,
         i.owner_name AS owner, g.policy, p.kind AS principal_type, p.id AS principal_id, p.principal_name,
         p.caption AS principal_caption,
         CASE WHEN g.allow THEN 'allow' WHEN NOT g.allow THEN 'deny' END AS access, g.rights, g.restrictions,
         i.policy_set, g.ordinal, i.run
       FROM kept i
       LEFT JOIN ${table('policy_sets')} g ON g."set" = i.policy_set
       LEFT JOIN principals p ON p.row_id = g.principal
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
): Promise<number> => {
  const parameters = new Parameters()
  const [row] = await duck.rows<{ count: number }>(
    options,
    `SELECT count(*) AS count
     FROM (SELECT policy_set FROM ${table('items')} WHERE ${compileFilter(filter, parameters)}) i
     LEFT JOIN ${table('policy_sets')} g ON g."set" = i.policy_set`,
    parameters.values,
  )
  return row?.count ?? 0
}
