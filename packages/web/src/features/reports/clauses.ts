import { canonical, encodeFilter, type Clause, type Filter, type FilterOp } from '@crosswalk/core'

/** Values of the clause on this field and operator; none where there is no such clause. */
export const valuesOf = (filter: Filter, field: string, op: FilterOp): readonly string[] =>
  filter.clauses.find((clause) => clause.field === field && clause.op === op)?.values ?? []

/** The filter with this field's clause replaced; no values remove it. */
export const withValues = (
  filter: Filter,
  field: string,
  op: FilterOp,
  values: readonly string[],
): Filter => {
  const others = filter.clauses.filter((clause) => clause.field !== field || clause.op !== op)
  const clauses: Clause[] = values.length > 0 ? [...others, { field, op, values }] : [...others]
  return { ...filter, clauses: canonical(clauses) }
}

/** The address's `f` parameters of clauses, for links into a report. */
export const linkQuery = (report: Filter['report'], clauses: readonly Clause[]): { f: string[] } => ({
  f: encodeFilter({ report, clauses: canonical(clauses) }),
})

export const has = (field: string, ...values: string[]): Clause => ({ field, op: 'IN', values })
