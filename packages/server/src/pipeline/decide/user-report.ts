import type { DuckDBConnection } from '@duckdb/node-api'
import {
  GroupRole,
  LONGEST_BULK_TEXT,
  PrincipalFlag,
  Selected,
  Trait,
  USER_GROUPS_LISTED,
  userGroupsOf,
  UserNote,
  type PrincipalGraph,
} from '@crosswalk/core'
import { execute, literal } from '../../warehouse/duck.js'
import { addFindings } from '../link/findings.js'
import { createIntTable } from '../int-table.js'
import { intColumns } from '../int-columns.js'
import type { PhaseContext } from '../phase.js'
import { foldedRows, searchText } from './mappings-sql.js'

/**
 * The user report and the bulk files of the current product (reference/aem.md A2, A3): tables `user_report`,
 * `bulk_groups` and `bulk_users`, filled under `aem-groups-only` alone. Needs `decided`, `selected` and
 * `registerFolding`.
 */
export const writeUserReport = async (
  { connection, folder, spec }: PhaseContext,
  graph: PrincipalGraph,
): Promise<Record<string, number>> => {
  const made = spec.job.selection.ruleset === 'aem-groups-only'
  await execute(
    connection,
    'user report: local groups',
    `CREATE OR REPLACE TEMP TABLE local_groups AS
     SELECT unnest([${spec.job.selection.localGroups.map(literal).join(', ')}]::VARCHAR[]) AS prefix`,
  )
  const { cut, ...groups } = made ? userGroupsOf(graph, await loadRoles(connection)) : NOBODY
  await createIntTable(connection, 'user_groups', groups)
  for (const [table, select] of Object.entries(TABLES))
    await execute(
      connection,
      `user report: ${table}`,
      `CREATE OR REPLACE TABLE ${table} AS ${select} ${made ? '' : 'LIMIT 0'}`,
    )
  await addFindings(connection, 'DECIDE', 'BULK_FILE', troubles(cut))
  const rows: Record<string, number> = {}
  for (const table of ['user_report', 'bulk_groups', 'bulk_users'])
    rows[table] = await folder.writeTable(connection, table, `SELECT * FROM ${table} ORDER BY row_id`)
  return rows
}

const NOBODY = { account: new Int32Array(), group: new Int32Array(), role: new Int32Array(), cut: 0 }

const name = (alias: string): string => `coalesce(${alias}.principal_name, ${alias}.id, ${alias}.name)`
const isLocal = `EXISTS (FROM local_groups l WHERE starts_with(${name('p')}, l.prefix))`

const loadRoles = async (connection: DuckDBConnection): Promise<Uint8Array> => {
  const [roles] = await intColumns(
    connection,
    'group roles',
    `SELECT (
       CASE WHEN p.kind = 'group' AND d.reason < 0
         THEN CASE WHEN ${isLocal} THEN ${GroupRole.LOCAL} ELSE ${GroupRole.LISTED} END ELSE 0 END
       | CASE WHEN s.traits & ${Trait.BUILT_IN} <> 0 AND s.traits & ${Trait.EVERYONE} = 0
         THEN ${GroupRole.BUILT_IN} ELSE 0 END
     )::INTEGER
     FROM decided d JOIN selected s USING (row_id) LEFT JOIN source_principals p USING (row_id) ORDER BY d.row_id`,
  )
  return Uint8Array.from(roles ?? [])
}

const listOf = (role: number, column: string): string => `
  SELECT account, string_agg(name, ',' ORDER BY "group") AS ${column}, count(*) AS count
  FROM named WHERE role = ${role} GROUP BY account`

/** In the order they are made: the bulk users are a selection of the user report. */
const TABLES: Readonly<Record<string, string>> = {
  user_report: foldedRows(`
    WITH people AS (
      SELECT p.row_id, p.id, p.principal_name, p.caption, p.email, s.bits & ${Selected.ON_CONTENT} <> 0 AS on_content
      FROM source_principals p JOIN selected s USING (row_id)
      WHERE p.kind = 'account' AND p.flags & ${PrincipalFlag.SYSTEM} = 0
        AND s.traits & ${Trait.BUILT_IN | Trait.EVERYONE | Trait.EXCLUDED} = 0
    ), names AS (
      SELECT row_id, ${name('p')} AS name FROM source_principals p WHERE kind = 'group'
      UNION ALL SELECT row_id, principal_name FROM unknown_principals
    ), named AS MATERIALIZED (
      SELECT u.account, u."group", u.role, n.name FROM user_groups u JOIN names n ON n.row_id = u."group"
    ), listed AS (${listOf(GroupRole.LISTED, 'groups')}
    ), locals AS (${listOf(GroupRole.LOCAL, 'names')}
    ), built_in AS (${listOf(GroupRole.BUILT_IN, 'names')}
    )
    SELECT row_number() OVER (ORDER BY p.row_id) - 1 AS row_id, p.row_id AS principal, p.id, p.principal_name,
      p.caption, p.email, g.groups, coalesce(g.count, 0) AS group_count,
      (CASE WHEN p.on_content THEN ${UserNote.NOTE_A} ELSE 0 END
       | CASE WHEN b.names IS NOT NULL THEN ${UserNote.NOTE_B} ELSE 0 END
       | CASE WHEN l.names IS NOT NULL THEN ${UserNote.NOTE_C} ELSE 0 END)::UINTEGER AS flags,
      nullif(concat_ws('; ', 'B: ' || b.names, 'C: ' || l.names), '') AS note_groups,
      ${searchText('p.id', 'p.principal_name', 'p.caption', 'p.email', 'g.groups')}
    FROM people p LEFT JOIN listed g ON g.account = p.row_id LEFT JOIN locals l ON l.account = p.row_id
    LEFT JOIN built_in b ON b.account = p.row_id
    WHERE p.on_content OR g.account IS NOT NULL OR l.account IS NOT NULL OR b.account IS NOT NULL`),
  bulk_groups: foldedRows(`
    SELECT row_number() OVER (ORDER BY p.row_id) - 1 AS row_id, p.row_id AS principal, ${name('p')} AS name,
      left(p.caption, ${LONGEST_BULK_TEXT}) AS description, ${searchText(name('p'), 'p.caption')}
    FROM source_principals p JOIN decided d USING (row_id)
    WHERE p.kind = 'group' AND d.reason < 0 AND NOT ${isLocal}`),
  bulk_users: foldedRows(`
    SELECT row_number() OVER (ORDER BY row_id) - 1 AS row_id, principal, email, groups,
      ${searchText('email', 'groups')}
    FROM user_report WHERE email IS NOT NULL`),
}

/** What a person must mend before the Admin Console takes the files. */
const troubles = (cut: number): string => {
  const problems = [
    `SELECT 'the group name ' || name || ' is longer than ${LONGEST_BULK_TEXT} characters.' AS problem
     FROM bulk_groups WHERE length(name) > ${LONGEST_BULK_TEXT}`,
    `SELECT 'the group name ' || name || ' has a comma, which separates groups there.' FROM bulk_groups
     WHERE contains(name, ',')`,
    `SELECT 'users of the user report left out for want of an email address: ' || count(*) || '.' FROM user_report
     WHERE email IS NULL HAVING count(*) > 0`,
    `SELECT 'users in more than ${USER_GROUPS_LISTED} groups, of which only so many are listed: ${cut}.'
     WHERE ${cut > 0}`,
  ]
  return `SELECT NULL::VARCHAR AS file, NULL::BIGINT AS line, NULL::VARCHAR AS path, {'problem': problem} AS args
    FROM (${problems.join(' UNION ALL ')}) ORDER BY problem`
}
