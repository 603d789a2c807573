import type { DuckDBConnection } from '@duckdb/node-api'
import { PrincipalFlag } from '@crosswalk/core'
import type { Side } from '../../inputs/rows.js'
import { KEY_COLUMNS, foldSql, foldedSql, keysSql } from '../resolve/keys.js'
import { addFindings } from './findings.js'
import { execute } from '../../warehouse/duck.js'

/**
 * Gives the principals of one side their row ids: table `<side>_principals`, in report order (kind, folded
 * display name, id, origin). A node that several packages define is one principal, the last read; rows of
 * directories are never merged, so that a duplicate id stays visible; what a configuration declares is one principal
 * with the node of its id, if there is one, else with what was declared last.
 */
export const linkPrincipals = async (connection: DuckDBConnection, side: Side): Promise<void> => {
  await addFindings(connection, 'READ', 'NODE_REDEFINED', redefined(side))
  if (side !== 'target') await execute(connection, 'principals: name only groups', nameOnlyGroups(side))
  await execute(
    connection,
    'principals: principals',
    `
    CREATE OR REPLACE TABLE ${side}_principals AS
    SELECT row_number() OVER () - 1 AS row_id, kind, id, username, name, caption, email, principal_name, uuid, path,
      external_id, origin_file, origin_line, flags, ${KEY_COLUMNS}
    FROM (
      SELECT * FROM ${keysSql(`(
        SELECT *, CASE WHEN caption IS NULL THEN ${foldSql('coalesce(name, id)')} ELSE folded_caption END AS label
        FROM ${foldedSql(`(${kept(side)})`)})`)}
      ORDER BY kind, label NULLS LAST, id NULLS LAST, origin_file, origin_line, seq)`,
  )
  await addFindings(connection, 'READ', 'DUPLICATE_ID', duplicateIds(side))
}

/**
 * The staged principals of a side less those that others replace. Only rows that can be replaced are compared, so
 * that a directory of any size is read as it lies.
 */
const kept = (side: Side): string => {
  const staged = `SELECT * FROM staged_principals WHERE side = '${side}'`
  const isNode = `starts_with(path, '/')`
  return `
  ${staged} AND NOT declared AND NOT coalesce(${isNode}, false)
  UNION ALL
  ${staged} AND NOT declared AND ${isNode} QUALIFY row_number() OVER (PARTITION BY path ORDER BY seq DESC) = 1
  UNION ALL
  ${staged} AND declared AND (kind, id) NOT IN (
    SELECT (kind, id) FROM (${staged} AND NOT declared AND id IN (
      SELECT id FROM staged_principals WHERE side = '${side}' AND declared)))
  QUALIFY row_number() OVER (PARTITION BY kind, id ORDER BY seq DESC) = 1`
}

const redefined = (side: Side): string => `
  SELECT origin_file AS file, origin_line AS line, path, {'first': first_file} AS args
  FROM (
    SELECT *, lag(origin_file) OVER (PARTITION BY path ORDER BY seq) AS first_file
    FROM staged_principals WHERE side = '${side}' AND starts_with(path, '/') AND NOT declared
    UNION ALL
    SELECT *, lag(origin_file) OVER (PARTITION BY kind, id ORDER BY seq) AS first_file
    FROM staged_principals WHERE side = '${side}' AND declared
  )
  WHERE first_file IS NOT NULL ORDER BY seq`

/**
 * Groups that exist only as a name on their members (`rep:externalPrincipalNames`, a directory's groups column). On
 * the source the name is their id too; the destination's id is not known.
 */
const nameOnlyGroups = (side: 'source' | 'destination'): string => `
  INSERT INTO staged_principals
  SELECT (SELECT coalesce(max(seq), 0) FROM staged_principals) + row_number() OVER (ORDER BY m.name),
    '${side}', 'group', ${side === 'source' ? 'm.name' : 'NULL'}, NULL, m.name, NULL, NULL, m.name, NULL, NULL, NULL,
    ${PrincipalFlag.NAME_ONLY}, false, m.origin_file, m.origin_line
  FROM (
    SELECT "group" AS name, arg_min(origin_file, seq) AS origin_file, arg_min(origin_line, seq) AS origin_line
    FROM staged_memberships WHERE side = '${side}' AND create_group GROUP BY ALL
  ) m
  WHERE m.name NOT IN (
    SELECT known FROM (
      SELECT unnest([id, principal_name, name, caption]) AS known FROM staged_principals
      WHERE side = '${side}' AND kind = 'group'
    ) WHERE known IS NOT NULL
  )`

const duplicateIds = (side: Side): string => `
  SELECT arg_min(origin_file, row_id) AS file, arg_min(origin_line, row_id) AS line, arg_min(path, row_id) AS path,
    {'id': id, 'count': count(*)} AS args
  FROM ${side}_principals WHERE id IS NOT NULL
  GROUP BY kind, id HAVING count(*) > 1 ORDER BY min(row_id)`
