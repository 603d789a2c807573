import type { Clause, Filter } from '@crosswalk/core'

/** A count of the run's summary with the values it is for; null is an absent value. */
export interface Tally {
  count: number
  values: Readonly<Record<string, string | null>>
}

const holds = (clause: Clause, value: string | null): boolean => {
  const listed = clause.values.some((wanted) => wanted.toUpperCase() === (value ?? '').toUpperCase())
  return clause.op === 'NOT_IN' ? !listed : listed
}

/**
 * Exact counts of a field's values under all other clauses, from the run's summary: a facet ignores its own
 * clause. Null where another clause is on something that the summary does not break down by.
 */
export const crossCounts = (
  filter: Filter,
  field: string,
  tallies: readonly Tally[],
): ReadonlyMap<string, number> | null => {
  const fields = Object.keys(tallies[0]?.values ?? {})
  const others = filter.clauses.filter((clause) => clause.field !== field)
  const answerable = others.every(
    ({ field: name, op }) => fields.includes(name) && (op === 'IN' || op === 'NOT_IN'),
  )
  if (!answerable || !fields.includes(field)) return null
  const counts = new Map<string, number>()
  for (const { count, values } of tallies) {
    if (!others.every((clause) => holds(clause, values[clause.field] ?? null))) continue
    const value = (values[field] ?? '').toUpperCase()
    counts.set(value, (counts.get(value) ?? 0) + count)
  }
  return counts
}
