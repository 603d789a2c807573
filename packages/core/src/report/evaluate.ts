import { fieldOf } from './fields.js'
import type { Field } from './fields.js'
import { ranges } from './filter.js'
import type { Clause, Filter, Fold } from './filter.js'

/** A row by its stored columns. */
export type StoredRow = Readonly<Record<string, string | number | null>>

const set = (field: Field, values: readonly string[], stored: string | number | null): boolean => {
  if (field.type === 'flags') return values.some((name) => (Number(stored) & (field.bits[name] ?? 0)) !== 0)
  return values.includes(stored === null ? '' : String(stored))
}

/** What a clause means, said plainly: the SQL compiler is tested against this, nothing else uses it. */
export const evaluateClause = (field: Field, { op, values }: Clause, row: StoredRow, fold: Fold): boolean => {
  const stored = row[field.column] ?? null
  const text = stored === null ? null : String(stored)
  const seek = (value: string) => (field.type === 'text' ? fold(value) : value)
  switch (op) {
    case 'IN':
    case 'HAS_FLAG':
      return set(field, values, stored)
    case 'NOT_IN':
      return !set(field, values, stored)
    case 'IS_NULL':
      return (stored === null) === (values[0] === 'true')
    case 'CONTAINS':
      return text !== null && values.some((value) => text.includes(seek(value)))
    case 'STARTS_WITH':
      return text !== null && values.some((value) => text.startsWith(seek(value)))
    case 'BETWEEN':
      return ranges(values).some(
        ({ from, to }) =>
          (from === null || (stored !== null && Number(stored) >= from)) &&
          (to === null || (stored !== null && Number(stored) <= to)),
      )
  }
}

export const evaluate = (filter: Filter, row: StoredRow, fold: Fold): boolean =>
  filter.clauses.every((clause) => {
    const field = fieldOf(filter.report, clause.field)
    return field !== undefined && evaluateClause(field, clause, row, fold)
  })
