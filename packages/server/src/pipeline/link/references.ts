import type { DuckDBConnection } from '@duckdb/node-api'
import type { Side } from '../../inputs/rows.js'
import { execute, rows } from '../../warehouse/duck.js'

/** Oak derives `jcr:uuid` from the id: `UUID.nameUUIDFromBytes(id.toLowerCase())`, an RFC 4122 v3 without namespace. */
const derivedUuid = (id: string): string => `
  regexp_replace(
    substr(md5(lower(${id})), 1, 12) || '3' || substr(md5(lower(${id})), 14, 3)
      || substr('89ab', 1 + (instr('0123456789abcdef', substr(md5(lower(${id})), 17, 1)) - 1) % 4, 1)
      || substr(md5(lower(${id})), 18),
    '^(.{8})(.{4})(.{4})(.{4})(.{12})$', '\\1-\\2-\\3-\\4-\\5')`

/** A reference as it is compared: uuids in lower case, the rest as written. */
export const referenceKey = (by: string, reference: string): string =>
  `CASE WHEN ${by} = 'uuid' THEN lower(${reference}) ELSE ${reference} END`

/** What is looked for: both ends of memberships, and the owners, creators and modifiers of the source's items. */
const wanted = (side: Side): string => `
  CREATE OR REPLACE TABLE wanted_references AS
  SELECT DISTINCT "by", value FROM (
    SELECT member_by AS "by", ${referenceKey('member_by', 'member')} AS value FROM staged_memberships
    WHERE side = '${side}'
    UNION ALL
    SELECT group_by, ${referenceKey('group_by', '"group"')} FROM staged_memberships WHERE side = '${side}'
    UNION ALL
    SELECT 'any', unnest([owner, created_by, modified_by]) FROM staged_items WHERE '${side}' = 'source'
  ) WHERE value IS NOT NULL`

/**
 * The principals of a side that references may mean: table `reference_targets(by, value, row_id, kind, tier)`, the best
 * tier first. Principals that only policies name take part, with kind NULL, so that a membership of a
 * built-in group whose node was not exported is kept. Only what is looked for is listed.
 */
export const linkReferences = async (connection: DuckDBConnection, side: Side): Promise<void> => {
  await execute(connection, 'references: wanted_references', wanted(side))
  const kinds = await rows<{ by: string }>(
    connection,
    'references: kinds',
    'SELECT DISTINCT "by" FROM wanted_references ORDER BY "by"',
  )
  const names = NAMES.filter(({ by }) => kinds.some((kind) => kind.by === by))
  const targets = names.map(
    ({ by, value, tier }) => `
      SELECT '${by}' AS "by", ${value} AS value, row_id, kind, ${tier} AS tier FROM named
      SEMI JOIN wanted_references w ON w."by" = '${by}' AND w.value = ${value}`,
  )
  await execute(
    connection,
    'references: reference_targets',
    `CREATE OR REPLACE TABLE reference_targets AS
     WITH named AS (
       SELECT row_id, kind, id, principal_name, username, name, caption, lower(uuid) AS uuid, path
       FROM ${side}_principals
       UNION ALL
       SELECT row_id, NULL, principal_name, principal_name, NULL, NULL, NULL, NULL, NULL FROM unknown_principals WHERE '${side}' = 'source'
     ), targets AS (
       ${[NOTHING, ...targets].join(' UNION ALL ')}
     )
     SELECT "by", value, row_id, kind, min(tier) AS tier FROM targets GROUP BY ALL`,
  )
}

const NOTHING = `SELECT ''::VARCHAR AS "by", ''::VARCHAR AS value, 0::BIGINT AS row_id, ''::VARCHAR AS kind, 0 AS tier WHERE false`

/** Every way to name a principal, in tiers: a lower one wins. */
const NAMES: readonly { by: string; value: string; tier: number }[] = [
  { by: 'uuid', value: 'uuid', tier: 0 },
  { by: 'uuid', value: derivedUuid('id'), tier: 1 },
  { by: 'id', value: 'id', tier: 0 },
  { by: 'principal', value: 'principal_name', tier: 0 },
  { by: 'path', value: 'path', tier: 0 },
  { by: 'any', value: 'id', tier: 0 },
  { by: 'any', value: 'principal_name', tier: 1 },
  { by: 'any', value: 'username', tier: 2 },
  { by: 'any', value: 'name', tier: 3 },
  { by: 'any', value: 'caption', tier: 4 },
]
