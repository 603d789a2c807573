import type { DuckDBConnection } from '@duckdb/node-api'
import { ItemFlag, ItemGrantFlag } from '@crosswalk/core'
import { addFindings } from './findings.js'
import { execute } from '../../warehouse/duck.js'

/**
 * The content: table `items`, by path, segment by segment on bytes. Where several packages define a path, the
 * last read counts; a path that only a policy names is an IMPLIED item. The stored hash covers the node and
 * its policies, so that a changed policy is a changed item.
 */
export const linkItems = async (connection: DuckDBConnection): Promise<void> => {
  await addFindings(connection, 'READ', 'NODE_REDEFINED', redefined)
  await execute(
    connection,
    'items: items',
    `
    CREATE OR REPLACE TABLE items AS
    WITH staged AS (
      SELECT * FROM staged_items
      QUALIFY row_number() OVER (
        PARTITION BY path ORDER BY flags & ${ItemFlag.IMPLIED}, seq DESC) = 1
    ), content AS (
      SELECT path, type, modified, content_hash, owner, created_by, modified_by, flags FROM staged
      UNION ALL
      SELECT path, NULL, NULL, NULL, NULL, NULL, NULL, ${ItemFlag.IMPLIED} FROM item_sets
      WHERE NOT EXISTS (SELECT 1 FROM staged WHERE staged.path = item_sets.path)
    ), people AS (
      SELECT value, arg_min(row_id, (tier, row_id)) AS row_id FROM reference_targets
      WHERE "by" = 'any' AND tier < 2 GROUP BY value
    ), kinds AS (
      SELECT "set", bit_or(CASE policy ${policyBits} END) AS bits FROM policy_sets GROUP BY "set"
    )
    SELECT row_number() OVER (ORDER BY replace(c.path, '/', chr(1))) - 1 AS row_id,
      c.path, c.type, c.modified,
      CASE WHEN c.content_hash IS NOT NULL OR s.signature IS NOT NULL
        THEN md5(concat_ws('/', coalesce(c.content_hash, ''), coalesce(s.signature, ''))) END AS content_hash,
      s."set" AS policy_set, o.row_id AS owner, b.row_id AS created_by, m.row_id AS modified_by,
      c.owner AS owner_name, c.created_by AS created_by_name, c.modified_by AS modified_by_name,
      c.flags | coalesce(k.bits, 0) | ${bitIf('o', 'OWNER')} | ${bitIf('b', 'CREATED_BY')} | ${bitIf('m', 'MODIFIED_BY')} AS flags
    FROM content c
    LEFT JOIN item_sets s ON s.path = c.path
    LEFT JOIN kinds k ON k."set" = s."set"
    LEFT JOIN people o ON o.value = c.owner
    LEFT JOIN people b ON b.value = c.created_by
    LEFT JOIN people m ON m.value = c.modified_by
    ORDER BY row_id`,
  )
}

const policyBits = Object.entries(ItemGrantFlag)
  .map(([policy, bit]) => `WHEN '${policy}' THEN ${bit}`)
  .join(' ')

const bitIf = (person: string, policy: keyof typeof ItemGrantFlag): string =>
  `CASE WHEN ${person}.row_id IS NULL THEN 0 ELSE ${ItemGrantFlag[policy]} END`

const redefined = `
  SELECT origin_file AS file, origin_line AS line, path, {'first': first_file} AS args
  FROM (
    SELECT *, lag(origin_file) OVER w AS first_file, lag(content_hash) OVER w AS first_hash
    FROM staged_items WHERE flags & ${ItemFlag.IMPLIED} = 0 WINDOW w AS (PARTITION BY path ORDER BY seq)
  )
  WHERE first_file IS NOT NULL AND first_hash IS DISTINCT FROM content_hash ORDER BY seq`
