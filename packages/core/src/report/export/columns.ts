import { MAPPING_COLUMNS, OUTCOME_COLUMNS } from '../columns.js'
import { REPORTS } from '../fields.js'
import type { Report } from '../fields.js'
import {
  BULK_GROUP_COLUMNS,
  BULK_USER_COLUMNS,
  RECONCILIATION_COLUMNS,
  RECONCILIATION_MEMBER_COLUMNS,
  USER_REPORT_COLUMNS,
} from '../group-columns.js'

/** Every report can be exported, and items once more with one row a grant. */
export type ExportReport = Report | 'item_grants'
export const EXPORT_REPORTS: readonly ExportReport[] = [...REPORTS, 'item_grants']

/** The report whose fields filter an export, and whose rows it counts. */
export const filteredReport = (report: ExportReport): Report => (report === 'item_grants' ? 'items' : report)

interface Choice {
  /** Without a choice these, in this order. */
  readonly usual: readonly string[]
  /** What can be added. */
  readonly further: readonly string[]
}

const place = ['run_id', 'row_id'] as const

const CHOICES: Readonly<Record<ExportReport, Choice>> = {
  mappings: {
    usual: MAPPING_COLUMNS,
    further: ['reason', 'flags', 'domain', 'items_direct', 'items_effective', ...place],
  },
  outcomes: { usual: OUTCOME_COLUMNS, further: ['job_name', ...place] },
  items: {
    usual: ['job_name', 'path', 'type', 'modified', 'owner', 'created_by', 'modified_by', 'implied'],
    further: ['content_hash', 'policy_set', ...place],
  },
  item_grants: {
    usual: [
      ...['job_name', 'path', 'item_type', 'owner', 'policy', 'principal_type', 'principal_id'],
      ...['principal_name', 'principal_caption', 'access', 'rights', 'restrictions'],
    ],
    further: ['policy_set', 'ordinal', ...place],
  },
  findings: {
    usual: ['job_name', 'phase', 'severity', 'code', 'message', 'file', 'line', 'path'],
    further: ['args', ...place],
  },
  source_quality: {
    usual: [
      ...['job_name', 'code', 'message', 'value', 'written', 'shared_by', 'type'],
      ...['source_id', 'source_username', 'source_name', 'source_caption'],
    ],
    further: [...place],
  },
  user_report: { usual: USER_REPORT_COLUMNS, further: ['job_name', ...place] },
  bulk_groups: { usual: BULK_GROUP_COLUMNS, further: ['job_name', ...place] },
  bulk_users: { usual: BULK_USER_COLUMNS, further: ['job_name', ...place] },
  reconciliation: { usual: RECONCILIATION_COLUMNS, further: ['job_name', ...place] },
  reconciliation_members: { usual: RECONCILIATION_MEMBER_COLUMNS, further: ['job_name', ...place] },
}

/** The columns that can be asked for, the usual ones first. */
export const exportColumns = (report: ExportReport): readonly string[] => [
  ...CHOICES[report].usual,
  ...CHOICES[report].further,
]

/** The columns of a report's export without a choice; over several runs each row says which job it is of. */
export const usualColumns = (report: ExportReport, severalRuns: boolean): readonly string[] => {
  const { usual } = CHOICES[report]
  return severalRuns && !usual.includes('job_name') ? ['job_name', ...usual] : usual
}

/**
 * The columns an export has for a choice, or the names it does not know. Mappings have the twelve of seed 002 in
 * their order whatever is chosen, and the others after them; of any other report the choice is taken as it is.
 */
export const chosenColumns = (
  report: ExportReport,
  chosen: readonly string[],
  severalRuns: boolean,
): { columns: readonly string[]; unknown?: undefined } | { columns?: undefined; unknown: string[] } => {
  const known = exportColumns(report)
  const unknown = chosen.filter((name) => !known.includes(name))
  if (unknown.length > 0) return { unknown }
  const names = [...new Set(chosen)]
  if (report !== 'mappings')
    return { columns: names.length === 0 ? usualColumns(report, severalRuns) : names }
  const fixed: readonly string[] = MAPPING_COLUMNS
  return { columns: [...fixed, ...names.filter((name) => !fixed.includes(name))] }
}
