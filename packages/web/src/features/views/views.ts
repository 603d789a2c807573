import { canonical, DEFAULT_SORT, type Clause, type Report } from '@crosswalk/core'
import { has } from '../reports/clauses.js'

/** A report's filter, order and columns under a name. */
export interface View {
  name: string
  clauses: readonly Clause[]
  /** As the API spells it. */
  sort: string
  /** Columns as the address spells each; none: the report's own. */
  columns: readonly string[]
}

const view = (name: string, clauses: readonly Clause[], sort = DEFAULT_SORT): View => ({
  ...{ name, clauses, sort },
  columns: [],
})

/** Views that every report comes with. */
export const SHIPPED: Readonly<Partial<Record<Report, readonly View[]>>> = {
  mappings: [
    view('Unresolved, most items first', [has('RESOLUTION', 'UNRESOLVED')], 'ITEMS'),
    view('Ambiguous', [has('REASON', 'AMBIGUOUS')]),
    view('Default fallback', [has('RESOLUTION', 'DEFAULT')]),
    view('Exceptions', [has('RESOLUTION', 'EXCEPTION')]),
  ],
  outcomes: [
    view('Unique conflicts', [has('REASON', 'UNIQUE_CONFLICT')]),
    view('Migrated but not mapped', [
      has('OUTCOME', 'MIGRATED'),
      { field: 'FLAGS', op: 'NOT_IN', values: ['MAPPED'] },
    ]),
    view('Unknown principals', [has('REASON', 'UNKNOWN_PRINCIPAL')]),
  ],
  findings: [view('Errors', [has('SEVERITY', 'ERROR')])],
}

const spelling = ({ clauses, sort, columns }: Omit<View, 'name'>): string => {
  const parts = canonical(clauses).map(({ field, op, values }) =>
    [field, op, ...values.map((value) => value.toUpperCase()).sort()].join(' '),
  )
  return JSON.stringify([parts.sort(), sort, columns])
}

/** Whether two views show the same, whatever they are called. */
export const sameView = (a: Omit<View, 'name'>, b: Omit<View, 'name'>): boolean => spelling(a) === spelling(b)
