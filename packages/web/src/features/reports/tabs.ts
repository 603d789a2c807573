import type { ReportSize } from '../runs/documents.js'

/** The reports that every run has, by the name of their route, in the order of their tabs. */
export const REPORT_TABS = [
  ['mappings', 'User mappings'],
  ['principals', 'Principal migration'],
  ['items', 'Items'],
  ['findings', 'Findings'],
  ['quality', 'Source quality'],
] as const

export interface FamilyView {
  /** Name of the route. */
  name: RunReportName
  /** Path below the run. */
  path: string
  label: string
  report: ReportSize['report']
}
export type RunReportName = 'groups' | 'group-members' | 'user-report' | 'bulk-groups' | 'bulk-users'

/** Reports that belong together under one tab; the first stands for all. */
export interface Family {
  label: string
  views: readonly [FamilyView, ...FamilyView[]]
}

/** Reports of single runs that not every run has. */
export const FAMILIES: readonly Family[] = [
  {
    label: 'Groups',
    views: [
      { name: 'groups', path: 'groups', label: 'Group reconciliation', report: 'RECONCILIATION' },
      {
        name: 'group-members',
        path: 'groups/members',
        label: 'Differing members',
        report: 'RECONCILIATION_MEMBERS',
      },
    ],
  },
  {
    label: 'User report',
    views: [
      { name: 'user-report', path: 'user-report', label: 'User report', report: 'USER_REPORT' },
      { name: 'bulk-groups', path: 'bulk-groups', label: 'Bulk group file', report: 'BULK_GROUPS' },
      { name: 'bulk-users', path: 'bulk-users', label: 'Bulk user file', report: 'BULK_USERS' },
    ],
  },
]

export const familyOf = (route: string): Family | undefined =>
  FAMILIES.find(({ views }) => views.some(({ name }) => name === route))

/** The families a run has: those whose first report it made; groups only where there are some. */
export const familiesOf = (reports: readonly ReportSize[]): Family[] =>
  FAMILIES.filter(({ views: [{ report }] }) =>
    reports.some((one) => one.report === report && (report !== 'RECONCILIATION' || one.rowCount > 0)),
  )
