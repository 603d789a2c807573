import type { DuckDBConnection } from '@duckdb/node-api'
import { execute } from '../../warehouse/duck.js'

/** Oak derives `jcr:uuid` from the id: `UUID.nameUUIDFromBytes(id.toLowerCase())`, an RFC 4122 v3 without namespace. */
const derivedUuid = (id: string): string => `
  regexp_replace(
    substr(md5(lower(${id})), 1, 12) || '3' || substr(md5(lower(${id})), 14, 3)
      || substr('89ab', 1 + (instr('0123456789abcdef', substr(md5(lower(${id})), 17, 1)) - 1) % 4, 1)
      || substr(md5(lower(${id})), 18),
    '^(.{8})(.{4})(.{4})(.{4})(.{12})$', '\\1-\\2-\\3-\\4-\\5')`

/**
 * Every way to name a source principal: table `reference_targets(by, value, row_id, kind, tier)`, the best
 * tier first. Principals that only policies name take part, with kind NULL, so that a membership of a
 * built-in group whose node was not exported is kept.
 */
export const linkReferences = async (connection: DuckDBConnection): Promise<void> => {
  await execute(
    connection,
    'references: reference_targets',
    `
    CREATE OR REPLACE TABLE reference_targets AS
    WITH named AS (
      SELECT row_id, kind, id, principal_name, username, name, caption, lower(uuid) AS uuid, path FROM source_principals
      UNION ALL
      SELECT row_id, NULL, principal_name, principal_name, NULL, NULL, NULL, NULL, NULL FROM unknown_principals
    ), targets AS (
      SELECT 'uuid' AS "by", uuid AS value, row_id, kind, 0 AS tier FROM named
      UNION ALL SELECT 'uuid', ${derivedUuid('id')}, row_id, kind, 1 FROM named
      UNION ALL SELECT 'id', id, row_id, kind, 0 FROM named
      UNION ALL SELECT 'principal', principal_name, row_id, kind, 0 FROM named
      UNION ALL SELECT 'path', path, row_id, kind, 0 FROM named
      UNION ALL SELECT 'any', id, row_id, kind, 0 FROM named
      UNION ALL SELECT 'any', principal_name, row_id, kind, 1 FROM named
      UNION ALL SELECT 'any', username, row_id, kind, 2 FROM named
      UNION ALL SELECT 'any', name, row_id, kind, 3 FROM named
      UNION ALL SELECT 'any', caption, row_id, kind, 4 FROM named
    )
    SELECT "by", value, row_id, kind, min(tier) AS tier FROM targets WHERE value IS NOT NULL GROUP BY ALL`,
  )
}
