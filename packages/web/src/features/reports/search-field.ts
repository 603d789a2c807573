import type { Report } from '@crosswalk/core'

/** The field that a report's search box looks in; none: the report has no box. */
const SEARCHED: Readonly<Partial<Record<Report, string>>> = {
  mappings: 'TEXT',
  outcomes: 'TEXT',
  source_quality: 'TEXT',
  items: 'PATH',
  user_report: 'TEXT',
  bulk_groups: 'TEXT',
  bulk_users: 'TEXT',
  reconciliation: 'TEXT',
  reconciliation_members: 'TEXT',
}

export const searchField = (report: Report): string | null => SEARCHED[report] ?? null
