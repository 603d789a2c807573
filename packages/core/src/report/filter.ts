import { fieldOf } from './fields.js'
import type { FilterOp, Report } from './fields.js'
import { hash64 } from './hash.js'

/**
 * One condition on one field. Clauses are joined by AND, the values of one clause by OR.
 *
 * - `IN`: equals a value; `''` means absent (a stored value is never `''`).
 * - `NOT_IN`: exactly the rows `IN` leaves out, absent ones included; on flags, none of the flags is set.
 * - `HAS_FLAG`: at least one of the flags is set.
 * - `CONTAINS`, `STARTS_WITH`: on strings exact; on text both sides are folded.
 * - `BETWEEN`: pairs of lower and upper bound, both included; `''` leaves an end open.
 * - `IS_NULL`: `true` (or no value) for absent, `false` for present.
 */
export interface Clause {
  readonly field: string
  readonly op: FilterOp
  readonly values: readonly string[]
}

/** A parsed, canonical filter of one report; made by `parseFilter` only. */
export interface Filter {
  readonly report: Report
  readonly clauses: readonly Clause[]
}

/** Folds text for comparison (Unicode NFKC, trim, full case folding). */
export type Fold = (text: string) => string

export const everything = (report: Report): Filter => ({ report, clauses: [] })

/** The filter that a facet of this field counts under: all clauses but those of the field itself. */
export const without = ({ report, clauses }: Filter, field: string): Filter => ({
  report,
  clauses: clauses.filter((clause) => clause.field !== field),
})

/** Whether every clause is on columns the report's cube has. */
export const answeredByCube = ({ report, clauses }: Filter): boolean =>
  clauses.every((clause) => fieldOf(report, clause.field)?.facet)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const spelling = ({ field, op, values }: Clause): string => JSON.stringify([field, op, values])
const pairs = (values: readonly string[]): string[][] =>
  values.flatMap((value, index) => (index % 2 === 0 ? [[value, values[index + 1] ?? '']] : []))
const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort(compare)

const canonicalValues = ({ op, values }: Clause): readonly string[] => {
  if (op === 'IS_NULL') return [values.includes('false') ? 'false' : 'true']
  if (op !== 'BETWEEN') return distinct(values)
  return distinct(pairs(values).map((pair) => JSON.stringify(pair))).flatMap(
    (pair) => JSON.parse(pair) as string[],
  )
}

/** Sorted and without repetitions, so that equal filters are spelt equally. Order never changes the meaning. */
export const canonical = (clauses: readonly Clause[]): readonly Clause[] => {
  const spelt = clauses.map(({ field, op, values }) =>
    spelling({ field, op, values: canonicalValues({ field, op, values }) }),
  )
  return distinct(spelt).map((text) => {
    const [field, op, values] = JSON.parse(text) as [string, FilterOp, string[]]
    return { field, op, values }
  })
}

/** 16 hex digits of the canonical filter: they tie a cursor to the filter it was made under. */
export const filterHash = (filter: Filter): string =>
  hash64(JSON.stringify([1, filter.report, filter.clauses.map(spelling)]))

/** The bounds of a `BETWEEN` clause; null leaves an end open. */
export const ranges = (values: readonly string[]): { from: number | null; to: number | null }[] =>
  pairs(values).map(([from, to]) => ({ from: from ? Number(from) : null, to: to ? Number(to) : null }))
