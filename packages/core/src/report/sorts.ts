import { fieldOf } from './fields.js'
import type { Report } from './fields.js'

/** `DEFAULT` is `row_id` order; the others walk a field's values in their order, absent last, each in `row_id` order. */
const SORTS = {
  mappings: ['DEFAULT', 'RESOLUTION', 'KIND', 'REASON'],
  outcomes: ['DEFAULT', 'OUTCOME', 'REASON', 'KIND', 'RELATION'],
  items: ['DEFAULT'],
  findings: ['DEFAULT', 'SEVERITY', 'CODE'],
  source_quality: ['DEFAULT'],
} as const satisfies Readonly<Record<Report, readonly string[]>>

export const DEFAULT_SORT = 'DEFAULT'

export const sortsOf = (report: Report): readonly string[] => SORTS[report]

/** The values a sort walks, null for absent; null for the default order. */
export const sortValues = (report: Report, sort: string): readonly (string | null)[] | null => {
  const field = sort === DEFAULT_SORT ? undefined : fieldOf(report, sort)
  return field ? [...field.values, ...(field.nullable ? [null] : [])] : null
}
