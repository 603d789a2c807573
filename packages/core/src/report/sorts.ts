import type { RunTable } from '../run/tables.js'
import { fieldOf } from './fields.js'
import type { Report } from './fields.js'

/** A copy of a report's rows in another order, written at PUBLISH; `place` numbers its rows from 0. */
export interface SortedCopy {
  readonly table: RunTable
  /** What it is sorted by, then by `row_id`; never absent. */
  readonly column: string
  readonly descending: boolean
}

/** The copies that DESIGN offers orders from. */
const COPIES: Partial<Record<Report, Readonly<Record<string, SortedCopy>>>> = {
  mappings: {
    DESTINATION: { table: 'mappings.by_destination', column: 'sort_key', descending: false },
    ITEMS: { table: 'mappings.by_items', column: 'items_direct', descending: true },
  },
}

/**
 * The orders of each report. `DEFAULT` is `row_id` order. `DESTINATION` (folded name, those without one last) and
 * `ITEMS` (most affected items first) are read from sorted copies. The others walk a field's values in their order,
 * absent last, each in `row_id` order.
 */
export const SORTS = {
  mappings: ['DEFAULT', 'RESOLUTION', 'KIND', 'REASON', 'DESTINATION', 'ITEMS'],
  outcomes: ['DEFAULT', 'OUTCOME', 'REASON', 'KIND', 'RELATION'],
  items: ['DEFAULT'],
  findings: ['DEFAULT', 'SEVERITY', 'CODE'],
  source_quality: ['DEFAULT'],
  user_report: ['DEFAULT'],
  bulk_groups: ['DEFAULT'],
  bulk_users: ['DEFAULT'],
  reconciliation: ['DEFAULT', 'STATUS'],
  reconciliation_members: ['DEFAULT', 'SIDE'],
} as const satisfies Readonly<Record<Report, readonly string[]>>

export const DEFAULT_SORT = 'DEFAULT'

export const sortsOf = (report: Report): readonly string[] => SORTS[report]

/** The sorted copy an order is read from; null for the others. */
export const sortedCopy = (report: Report, sort: string): SortedCopy | null => {
  const copies = COPIES[report]
  return copies !== undefined && Object.hasOwn(copies, sort) ? (copies[sort] ?? null) : null
}

/** The values a sort walks, null for absent; null for orders that walk none. */
export const sortValues = (report: Report, sort: string): readonly (string | null)[] | null => {
  if (sort === DEFAULT_SORT || sortedCopy(report, sort) !== null) return null
  const field = fieldOf(report, sort)
  return field ? [...field.values, ...(field.nullable ? [null] : [])] : null
}
