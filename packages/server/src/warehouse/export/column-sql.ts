import {
  FINDINGS,
  ItemFlag,
  MAPPING_REASONS,
  MappingFlag,
  OUTCOME_REASONS,
  OutcomeFlag,
  QUALITY_ISSUES,
  UserNote,
} from '@crosswalk/core'
import type { BulkGroupColumn, BulkUserColumn, ExportReport } from '@crosswalk/core'
import { identifier, literal } from '../duck.js'

const sentence = (column: string, texts: Readonly<Record<string, string>>): string => {
  const cases = Object.entries(texts).map(([code, text]) => `WHEN ${literal(code)} THEN ${literal(text)}`)
  return `CASE ${column} ${cases.join(' ')} END`
}
const hasFlag = (bit: number): string => `(flags::BIGINT & ${bit}) <> 0`
const flagList = (bits: Readonly<Record<string, number>>): string =>
  `nullif(concat_ws(',', ${Object.entries(bits)
    .map(([name, bit]) => `CASE WHEN ${hasFlag(bit)} THEN ${literal(name)} END`)
    .join(', ')}), '')`

/** `findingMessage` of core in SQL: each `{name}` is the argument of that name, or stays. */
const findingText = (message: string): string =>
  message
    .split(/(\{\w+\})/)
    .filter((piece) => piece !== '')
    .map((piece) =>
      piece.startsWith('{')
        ? `coalesce(args->>${literal(`$.${piece.slice(1, -1)}`)}, ${literal(piece)})`
        : literal(piece),
    )
    .join(' || ')
const findingMessages = `CASE code ${Object.entries(FINDINGS)
  .map(([code, { message }]) => `WHEN ${literal(code)} THEN ${findingText(message)}`)
  .join(' ')} END`

const nothing = <K extends string>(...columns: K[]): Record<K, string> =>
  Object.fromEntries(columns.map((column) => [column, 'NULL::VARCHAR'])) as Record<K, string>

/** Who administers a group and which products it gives are for the Admin Console's administrator to fill in. */
const BULK_GROUPS: Record<BulkGroupColumn, string> = {
  'User Group Name': 'name',
  Description: 'description',
  ...nothing('User Group Admins', 'Assigned Product Profiles'),
}

const BULK_USERS: Record<BulkUserColumn, string> = {
  'Identity Type': "'Adobe ID'",
  Email: 'email',
  'User Groups': 'groups',
  ...nothing('Username', 'Domain', 'First Name', 'Last Name', 'Country Code', 'ID'),
  ...nothing('Product Configurations', 'Admin Roles', 'Product Configurations Administered'),
  ...nothing('User Groups Administered', 'Products Administered', 'Contracts Administered'),
  ...nothing('Developer Access', 'Auto Assigned Products'),
}

/** Where a column is not the table's column of its name. */
const SQL: Readonly<Record<ExportReport, Readonly<Record<string, string>>>> = {
  mappings: {
    type: 'kind',
    resolution: 'lower(resolution)',
    message: sentence('reason', MAPPING_REASONS),
    flags: flagList(MappingFlag),
  },
  outcomes: {
    type: 'kind',
    authorizable_id: 'id',
    message: sentence('reason', OUTCOME_REASONS),
    trigger_principal: 'trigger_principal_name',
    /** Absent where the run has no mapping to show: then no principal of the source has a resolution. */
    mapped: `CASE WHEN kind IS NULL OR resolution IS NOT NULL THEN ${hasFlag(OutcomeFlag.MAPPED)} END`,
    flags: flagList(OutcomeFlag),
    resolution: 'lower(resolution)',
  },
  items: {
    owner: 'owner_name',
    created_by: 'created_by_name',
    modified_by: 'modified_by_name',
    implied: hasFlag(ItemFlag.IMPLIED),
  },
  item_grants: {},
  findings: { message: findingMessages },
  source_quality: { type: 'kind', message: sentence('code', QUALITY_ISSUES) },
  user_report: {
    user: 'coalesce(principal_name, id)',
    name: 'caption',
    notes: flagList({ 'Note-A': UserNote.NOTE_A, 'Note-B': UserNote.NOTE_B, 'Note-C': UserNote.NOTE_C }),
  },
  bulk_groups: BULK_GROUPS,
  bulk_users: BULK_USERS,
  reconciliation: { status: 'lower(status)' },
  reconciliation_members: { side: 'lower(side)' },
}

const NOT_TEXT: ReadonlySet<string> = new Set([
  ...['trigger_count', 'mapped', 'items_direct', 'items_effective', 'implied', 'policy_set', 'ordinal'],
  ...['line', 'shared_by', 'row_id', 'group_count'],
  ...['members_both', 'members_source', 'members_destination'],
])

export const isText = (column: string): boolean => !NOT_TEXT.has(column)

/** The value of a report's column over the report's table; `job_name` and `run_id` are the caller's. */
export const columnSql = (report: ExportReport, column: string): string =>
  SQL[report][column] ?? identifier(column)
