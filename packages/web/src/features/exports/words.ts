import type { AffectedMode, ExportFormat, ExportReport } from '@crosswalk/core'
import type { ExportDetail } from './documents.js'

export const FORMAT_OPTIONS: readonly { value: ExportFormat; label: string; hint: string }[] = [
  {
    value: 'SAFE_CSV',
    label: 'CSV for spreadsheets',
    hint: 'No cell can start a formula: such cells get one apostrophe in front.',
  },
  { value: 'CSV', label: 'CSV, raw', hint: 'Every value exactly as it is. For programs.' },
  { value: 'XLSX', label: 'Excel workbook', hint: 'One sheet of at most 1,048,575 rows.' },
  { value: 'PARQUET', label: 'Parquet', hint: 'For DuckDB, Spark and other engines.' },
  { value: 'JSONL', label: 'JSON Lines', hint: 'One object a line.' },
]

export const ITEM_ROWS: readonly { value: ExportReport; label: string; hint: string }[] = [
  { value: 'items', label: 'One an item', hint: 'Where it lies, its type, owner and dates.' },
  { value: 'item_grants', label: 'One a grant', hint: 'Who may do what there, one grant after the other.' },
]

const REPORT_WORDS: Readonly<Record<Uppercase<ExportReport>, string>> = {
  MAPPINGS: 'User mappings',
  OUTCOMES: 'Principal migration',
  ITEMS: 'Items',
  ITEM_GRANTS: 'Items with grants',
  FINDINGS: 'Findings',
  SOURCE_QUALITY: 'Source quality',
  USER_REPORT: 'User report',
  BULK_GROUPS: 'Bulk group file',
  BULK_USERS: 'Bulk user file',
  RECONCILIATION: 'Group reconciliation',
  RECONCILIATION_MEMBERS: 'Group members to reconcile',
}

export const reportWords = (report: ExportDetail['report']): string => REPORT_WORDS[report]

export const formatWords = ({ format, compression }: ExportDetail): string => {
  const label = FORMAT_OPTIONS.find(({ value }) => value === format)?.label ?? format
  return compression === 'NONE' || format === 'PARQUET' ? label : `${label}, ${compression.toLowerCase()}`
}

/** The jobs an export is of, in a few words. */
export const jobWords = ({ runs }: ExportDetail): string => {
  const names = [...new Set(runs.map(({ jobName }) => jobName))]
  const [first = ''] = names
  return names.length === 1 ? first : `${names.length} jobs`
}

/** Whose items an export is of, and by which grants. */
export const affectedWords = (name: string, mode: AffectedMode): string =>
  `${name}, ${mode === 'DIRECT' ? 'by its own grants' : 'by its grants and those of its groups'}`

/** `resolution in unresolved`: one clause as the address spells it, in words. */
export const clauseWords = ({ field, op, values }: ExportDetail['filter'][number]): string =>
  `${field} ${op} ${values.join(', ')}`.replaceAll('_', ' ').toLowerCase()
