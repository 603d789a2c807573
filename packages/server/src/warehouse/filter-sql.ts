import { fieldOf, fold, ranges } from '@crosswalk/core'
import type { Clause, Field, Filter } from '@crosswalk/core'
import { identifier } from './duck.js'
import type { Param } from './duck.js'

/** Collects the parameters of one statement; `add` gives the name to write in its place. */
export class Parameters {
  readonly values: Record<string, Param> = {}
  #count = 0

  add(value: Param): string {
    const name = `p${this.#count}`
    this.#count += 1
    this.values[name] = value
    return `$${name}`
  }
}

const anyOf = (conditions: readonly string[]): string =>
  conditions.length === 1 ? (conditions[0] ?? 'FALSE') : `(${conditions.join(' OR ')})`

const maskOf = (field: Field, values: readonly string[]): number =>
  values.reduce((mask, name) => mask | (field.bits[name] ?? 0), 0)

/** Sets are `list_contains` (or one equality), never `IN`: a longer `IN` becomes a join, and joins reorder rows. */
const isIn = (field: Field, values: readonly string[], parameters: Parameters): string => {
  const column = identifier(field.column)
  if (field.type === 'flags') return `(${column}::BIGINT & ${parameters.add(maskOf(field, values))}) <> 0`
  const present = values.filter((value) => value !== '')
  const absent = `${column} IS NULL`
  if (present.length === 0) return absent
  const typed = field.type === 'number' ? present.map(Number) : present
  const equal =
    typed.length === 1
      ? `${column} = ${parameters.add(typed[0] ?? null)}`
      : `list_contains(${parameters.add(typed)}, ${column})`
  return values.length > present.length ? `(${equal} OR ${absent})` : equal
}

const compileClause = (field: Field, { op, values }: Clause, parameters: Parameters): string => {
  const column = identifier(field.column)
  const seek = (value: string) => parameters.add(field.type === 'text' ? fold(value) : value)
  switch (op) {
    case 'IN':
    case 'HAS_FLAG':
      return isIn(field, values, parameters)
    case 'NOT_IN':
      return `NOT coalesce(${isIn(field, values, parameters)}, FALSE)`
    case 'IS_NULL':
      return `${column} IS ${values[0] === 'true' ? '' : 'NOT '}NULL`
    case 'CONTAINS':
      return anyOf(values.map((value) => `contains(${column}, ${seek(value)})`))
    case 'STARTS_WITH':
      return anyOf(values.map((value) => `starts_with(${column}, ${seek(value)})`))
    case 'BETWEEN':
      return anyOf(
        ranges(values).map(({ from, to }) => {
          const ends = [
            ...(from === null ? [] : [`${column} >= ${parameters.add(from)}`]),
            ...(to === null ? [] : [`${column} <= ${parameters.add(to)}`]),
          ]
          return ends.length === 0 ? 'TRUE' : `(${ends.join(' AND ')})`
        }),
      )
  }
}

/**
 * The filter as the condition of a WHERE, over a relation with the columns of the report's table or cube. The only
 * place where a filter becomes SQL; every value is a parameter.
 */
export const compileFilter = (filter: Filter, parameters: Parameters): string => {
  const conditions = filter.clauses.map((clause) => {
    const field = fieldOf(filter.report, clause.field)
    if (!field) throw new Error(`The filter was not parsed: ${filter.report} has no field of that name.`)
    return compileClause(field, clause, parameters)
  })
  return conditions.length === 0 ? 'TRUE' : conditions.join(' AND ')
}
