import { CSV_COLUMNS, MAPPING_REASONS, OUTCOME_REASONS, OutcomeFlag, UserNote } from '@crosswalk/core'
import type {
  BulkGroupColumn,
  BulkUserColumn,
  CsvReport,
  MappingColumn,
  OutcomeColumn,
  UserReportColumn,
} from '@crosswalk/core'
import { identifier, literal } from './duck.js'
import type { Parameters } from './filter-sql.js'

const sentence = (reasons: Readonly<Record<string, string>>): string => {
  const cases = Object.entries(reasons).map(([code, text]) => `WHEN ${literal(code)} THEN ${literal(text)}`)
  return `CASE reason ${cases.join(' ')} END`
}
const flag = (name: string, bit: number): string =>
  `CASE WHEN (flags::BIGINT & ${bit}) <> 0 THEN ${literal(name)} END`
const flagList = (bits: Readonly<Record<string, number>>): string =>
  `nullif(concat_ws(',', ${Object.entries(bits)
    .map(([name, bit]) => flag(name, bit))
    .join(', ')}), '')`

const MAPPING_SQL: Partial<Record<MappingColumn, string>> = {
  type: 'kind',
  resolution: 'lower(resolution)',
  message: sentence(MAPPING_REASONS),
}

const OUTCOME_SQL: Partial<Record<OutcomeColumn, string>> = {
  type: 'kind',
  authorizable_id: 'id',
  message: sentence(OUTCOME_REASONS),
  trigger_principal: 'trigger_principal_name',
  /** Absent where the run has no mapping to show: then no principal of the source has a resolution. */
  mapped: `CASE WHEN kind IS NULL OR resolution IS NOT NULL THEN (flags::BIGINT & ${OutcomeFlag.MAPPED}) <> 0 END`,
  flags: flagList(OutcomeFlag),
  resolution: 'lower(resolution)',
}

const USER_REPORT_SQL: Partial<Record<UserReportColumn, string>> = {
  user: 'coalesce(principal_name, id)',
  name: 'caption',
  notes: flagList({ 'Note-A': UserNote.NOTE_A, 'Note-B': UserNote.NOTE_B, 'Note-C': UserNote.NOTE_C }),
}

const nothing = <K extends string>(...columns: K[]): Record<K, string> =>
  Object.fromEntries(columns.map((column) => [column, 'NULL::VARCHAR'])) as Record<K, string>

/** Who administers a group and which products it gives are for the Admin Console's administrator to fill in. */
const BULK_GROUP_SQL: Record<BulkGroupColumn, string> = {
  'User Group Name': 'name',
  Description: 'description',
  ...nothing('User Group Admins', 'Assigned Product Profiles'),
}

const BULK_USER_SQL: Record<BulkUserColumn, string> = {
  'Identity Type': "'Adobe ID'",
  Email: 'email',
  'User Groups': 'groups',
  ...nothing('Username', 'Domain', 'First Name', 'Last Name', 'Country Code', 'ID'),
  ...nothing('Product Configurations', 'Admin Roles', 'Product Configurations Administered'),
  ...nothing('User Groups Administered', 'Products Administered', 'Contracts Administered'),
  ...nothing('Developer Access', 'Auto Assigned Products'),
}

/** Columns whose cell is not the column of that name as it stands. */
const EXPRESSIONS: { readonly [R in CsvReport]: Readonly<Record<string, string>> } = {
  mappings: MAPPING_SQL,
  outcomes: OUTCOME_SQL,
  user_report: USER_REPORT_SQL,
  bulk_groups: BULK_GROUP_SQL,
  bulk_users: BULK_USER_SQL,
  reconciliation: { status: 'lower(status)' },
  reconciliation_members: { side: 'lower(side)' },
}

const NOT_TEXT: ReadonlySet<string> = new Set([
  ...['trigger_count', 'mapped', 'items_direct', 'items_effective', 'group_count'],
  ...['members_both', 'members_source', 'members_destination'],
])

/** `safeText` of core, in SQL: one apostrophe before a first character that a spreadsheet may take for a formula. */
const safe = (sql: string): string =>
  `CASE WHEN regexp_matches(${sql}, '^[=+\\-@\\t\\r\\n＝＋－＠'']') THEN '''' || ${sql} ELSE ${sql} END`

/** The select list of a report's CSV: name and expression of each column, in the report's order. */
export const csvSelect = (
  report: CsvReport,
  jobName: string,
  isSafe: boolean,
  parameters: Parameters,
): string => {
  const columns: readonly string[] = CSV_COLUMNS[report]
  return columns
    .map((column) => {
      const sql =
        column === 'job_name' ? parameters.add(jobName) : (EXPRESSIONS[report][column] ?? identifier(column))
      return `${isSafe && !NOT_TEXT.has(column) ? safe(sql) : sql} AS ${identifier(column)}`
    })
    .join(', ')
}
