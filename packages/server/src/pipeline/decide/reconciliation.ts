import type { DuckDBConnection } from '@duckdb/node-api'
import {
  buildGraph,
  MEMBER_SIDES,
  RECONCILIATION_STATUSES,
  reconcileMembers,
  type PrincipalGraph,
} from '@crosswalk/core'
import { execute, rows } from '../../warehouse/duck.js'
import { createIntTable } from '../int-table.js'
import { intColumns } from '../int-columns.js'
import type { PhaseContext } from '../phase.js'
import { foldSql } from '../resolve/keys.js'
import { foldedRows, searchText } from './mappings-sql.js'

/**
 * The migrated groups beside the destination's, by folded name: tables `reconciliation` and
 * `reconciliation_members`. Members are compared where the destination tells any membership at all. Needs `decided`,
 * `resolved` and `registerFolding`.
 */
export const writeReconciliation = async (
  { connection, folder }: PhaseContext,
  graph: PrincipalGraph,
): Promise<Record<string, number>> => {
  await execute(connection, 'reconciliation: groups', GROUPS)
  await compareMembers(connection, graph)
  return {
    reconciliation: await folder.writeTable(connection, 'reconciliation', RECONCILIATION),
    reconciliation_members: await folder.writeTable(connection, 'reconciliation_members', MEMBERS),
  }
}

const listed = (names: readonly string[]): string => `[${names.map((name) => `'${name}'`).join(', ')}]`

const GROUPS = `
  CREATE OR REPLACE TABLE reconciled_groups AS
  WITH migrated AS (
    SELECT p.row_id AS principal, p.id, p.name, p.caption, ${foldSql('coalesce(p.name, p.caption)')} AS key
    FROM source_principals p JOIN decided d USING (row_id) WHERE p.kind = 'group' AND d.reason < 0
  ), theirs AS (
    SELECT row_id AS dest_row, id, name, caption, ${foldSql('coalesce(name, caption)')} AS key
    FROM destination_principals WHERE kind = 'group'
  ), joined AS (
    SELECT m.principal, t.dest_row, coalesce(m.name, m.caption, m.id, t.name, t.caption, t.id) AS name,
      m.id AS source_id, m.name AS source_name, m.caption AS source_caption, t.id AS destination_id,
      t.name AS destination_name, t.caption AS destination_caption, coalesce(m.key, t.key) AS key,
      CASE WHEN t.dest_row IS NULL THEN 'ONLY_MIGRATED' WHEN m.principal IS NULL THEN 'ONLY_DESTINATION'
        ELSE 'IN_BOTH' END AS status
    FROM migrated m FULL JOIN theirs t ON t.key = m.key
  )
  SELECT row_number() OVER (ORDER BY list_position(${listed(RECONCILIATION_STATUSES)}, status), key NULLS LAST,
      principal, dest_row) - 1 AS row_id, * EXCLUDE (key)
  FROM joined ORDER BY row_id`

/** Tables `compared_groups` and `member_differences`, by row of `reconciled_groups`. Those in both come first there. */
const compareMembers = async (connection: DuckDBConnection, source: PrincipalGraph): Promise<void> => {
  const [sourceGroup, destinationGroup] = await intColumns(
    connection,
    'reconciliation: pairs',
    `SELECT principal::INTEGER, dest_row::INTEGER FROM reconciled_groups WHERE status = 'IN_BOTH' ORDER BY row_id`,
  )
  const destination = await destinationGraph(connection)
  const [mapped] = await intColumns(
    connection,
    'reconciliation: mapped',
    'SELECT dest_row::INTEGER FROM resolved ORDER BY row_id',
  )
  if (!sourceGroup || !destinationGroup || !mapped) throw new Error('the groups gave no columns')
  const comparable = destination.member.length > 0
  const none = new Int32Array()
  const { members, ...counts } = reconcileMembers({
    source,
    destination,
    mapped,
    ...(comparable ? { sourceGroup, destinationGroup } : { sourceGroup: none, destinationGroup: none }),
  })
  await createIntTable(connection, 'compared_groups', counts)
  await createIntTable(connection, 'member_differences', members)
}

const destinationGraph = async (connection: DuckDBConnection): Promise<PrincipalGraph> => {
  const [sizes] = await rows<{ sources: number; accounts: number }>(
    connection,
    'reconciliation: destination',
    `SELECT count(*) AS sources, count(*) FILTER (kind = 'account') AS accounts FROM destination_principals`,
  )
  const [member, group] = await intColumns(
    connection,
    'reconciliation: memberships',
    `SELECT m.member::INTEGER, m."group"::INTEGER FROM destination_memberships m
     JOIN destination_principals g ON g.row_id = m."group" AND g.kind = 'group' ORDER BY m.member, m."group"`,
  )
  const { sources = 0, accounts = 0 } = sizes ?? {}
  return buildGraph({
    ...{ sources, unknown: 0, groupStart: accounts },
    ...{ member: member ?? new Int32Array(), group: group ?? new Int32Array() },
  })
}

const counted = (column: string, name: string): string =>
  `CASE WHEN c.compared = 1 THEN c."${column}" END::BIGINT AS ${name}`

const RECONCILIATION = foldedRows(`
  SELECT g.row_id, g.status, g.name, g.principal, g.dest_row, g.source_id, g.source_name, g.source_caption,
    g.destination_id, g.destination_name, g.destination_caption,
    ${counted('both', 'members_both')}, ${counted('sourceOnly', 'members_source')},
    ${counted('destinationOnly', 'members_destination')},
    ${searchText(
      ...['g.source_id', 'g.source_name', 'g.source_caption'],
      ...['g.destination_id', 'g.destination_name', 'g.destination_caption'],
    )}
  FROM reconciled_groups g LEFT JOIN compared_groups c USING (row_id)`)

const identity = 'p.id, p.username, p.name, p.caption'
const MEMBERS = foldedRows(`
  WITH differences AS (
    SELECT d.pair, ${listed(MEMBER_SIDES)}[d.side + 1] AS side, d.principal, d.row_id FROM member_differences d
  ), people AS (
    SELECT d.*, ${identity}, coalesce(r.destination_name, r.destination_username, r.destination_caption, r.destination_id)
        AS mapped_to
    FROM differences d JOIN source_principals p ON p.row_id = d.principal JOIN resolved r ON r.row_id = d.principal
    WHERE d.side = 'SOURCE_ONLY'
    UNION ALL
    SELECT d.*, ${identity}, NULL FROM differences d JOIN destination_principals p ON p.row_id = d.principal
    WHERE d.side = 'DESTINATION_ONLY'
  )
  SELECT row_number() OVER (ORDER BY m.pair, list_position(${listed(MEMBER_SIDES)}, m.side), m.principal) - 1 AS row_id,
    m.pair::BIGINT AS "group", g.name AS group_name, m.side, m.principal::BIGINT AS principal, m.id, m.username, m.name,
    m.caption, m.mapped_to, ${searchText('g.name', 'm.id', 'm.username', 'm.name', 'm.caption', 'm.mapped_to')}
  FROM people m JOIN reconciled_groups g ON g.row_id = m.pair`)
