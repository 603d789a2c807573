import type { DuckDBConnection } from '@duckdb/node-api'
import { addFindings } from './findings.js'
import { execute } from '../../warehouse/duck.js'
import { referenceKey } from './references.js'

const TABLES = { source: 'memberships', destination: 'destination_memberships' } as const

/**
 * Resolves the ends of every membership of a side: table `memberships(member, group)`, distinct, in order; for the
 * destination `destination_memberships`. Needs `linkReferences` of that side.
 * An end that fits nothing is a finding; an end that fits several takes the best, then the first in report order.
 */
export const linkMemberships = async (
  connection: DuckDBConnection,
  side: keyof typeof TABLES,
): Promise<void> => {
  await execute(
    connection,
    'memberships: linked_memberships',
    `
    CREATE OR REPLACE TABLE linked_memberships AS
    WITH wanted AS (
      SELECT seq, member_by, member AS member_ref, group_by, "group" AS group_ref, origin_file, origin_line
      FROM staged_memberships WHERE side = '${side}'
    ), members AS (${best('true')}), groups AS (${best("kind IS DISTINCT FROM 'account'")})
    SELECT w.*, m.row_id AS member, m.fits AS member_fits, g.row_id AS "group", g.fits AS group_fits
    FROM wanted w
    LEFT JOIN members m ON m.by = w.member_by AND m.value = ${referenceKey('w.member_by', 'w.member_ref')}
    LEFT JOIN groups g ON g.by = w.group_by AND g.value = ${referenceKey('w.group_by', 'w.group_ref')}`,
  )
  await addFindings(connection, 'READ', 'UNKNOWN_GROUP', finding(side, `"group" IS NULL`))
  await addFindings(
    connection,
    'READ',
    'DANGLING_MEMBER',
    finding(side, `member IS NULL AND "group" IS NOT NULL`),
  )
  await addFindings(connection, 'READ', 'SELF_MEMBERSHIP', finding(side, `member = "group"`))
  await addFindings(
    connection,
    'READ',
    'AMBIGUOUS_REFERENCE',
    `${ambiguous('member')} UNION ALL ${ambiguous('group')}`,
  )
  await execute(
    connection,
    `memberships: ${TABLES[side]}`,
    `
    CREATE OR REPLACE TABLE ${TABLES[side]} AS
    SELECT DISTINCT member, "group" FROM linked_memberships
    WHERE member IS NOT NULL AND "group" IS NOT NULL ORDER BY member, "group"`,
  )
}

/** The principal each reference names: the best tier, then the lowest row id; `fits` counts that tier. */
const best = (condition: string): string => `
  SELECT "by", value, arg_min(row_id, (tier, row_id)) AS row_id,
    list_count(list_filter(list(tier), lambda x: x = min(tier))) AS fits
  FROM reference_targets WHERE ${condition} GROUP BY "by", value`

const finding = (side: string, condition: string): string => `
  SELECT origin_file AS file, origin_line AS line, NULL::VARCHAR AS path,
    {'member': member_ref, 'group': group_ref, 'side': '${side}'} AS args
  FROM linked_memberships WHERE ${condition} ORDER BY seq`

const ambiguous = (end: 'member' | 'group'): string => `
  (SELECT origin_file AS file, origin_line AS line, NULL::VARCHAR AS path, {'reference': ${end}_ref} AS args
  FROM linked_memberships WHERE ${end}_fits > 1 ORDER BY seq)`
