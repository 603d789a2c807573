import { REPORT_FIELDS, without } from '@crosswalk/core'
import type { Field, Filter, Report } from '@crosswalk/core'
import { OTHER } from './cubes.js'
import type { Cube } from './cubes.js'
import { identifier } from './duck.js'
import type { Duck, StatementOptions } from './duck.js'
import { Parameters, compileFilter } from './filter-sql.js'

export interface FacetValue {
  /** As a filter's value; null for absent. */
  value: string | null
  count: number
}

/** The values of one field with the rows each has under the filter's other clauses. */
export interface Facet {
  field: string
  /** In the field's order, or by count for an open set of values; those without a row are left out. */
  values: FacetValue[]
  /** Rows with values beyond those listed. */
  other: number
}

/** Rows under a filter: all, and by kind where the report has kinds. */
export interface ReportCount {
  total: number
  accounts: number
  groups: number
}

/** Values of an open set that are listed; one more is read, for `OTHER` may be among them. */
const LISTED = 200

interface Counted {
  field: string
  value: string | null
  count: number
  /** Rows of all values of the field. */
  total: number
}

const branch = (name: string, field: Field, filter: Filter, parameters: Parameters): string[] => {
  const where = compileFilter(filter, parameters)
  const label = parameters.add(name)
  const column = identifier(field.column)
  if (field.type !== 'flags')
    return [
      `(SELECT ${label} AS field, value, count, sum(count) OVER () AS total FROM (
         SELECT ${column} AS value, sum(count) AS count FROM cube WHERE ${where} GROUP BY ALL)
       ORDER BY count DESC, value LIMIT ${LISTED + 1})`,
    ]
  return Object.entries(field.bits).map(
    ([flag, bit]) =>
      `SELECT ${label} AS field, ${parameters.add(flag)} AS value, sum(count) AS count, NULL AS total
       FROM cube WHERE ${where} AND (${column}::BIGINT & ${parameters.add(bit)}) <> 0`,
  )
}

const arrange = (name: string, field: Field, counted: readonly Counted[]): Facet => {
  const present = counted.filter((one) => one.field === name && one.count > 0)
  const plain = present.map(({ value, count }) => ({ value, count }))
  if (field.type !== 'string') {
    const place = ({ value }: FacetValue) => (value === null ? Infinity : field.values.indexOf(value))
    return { field: name, values: plain.sort((a, b) => place(a) - place(b)), other: 0 }
  }
  const named = plain.filter(({ value }) => value !== OTHER)
  const spelling = ({ value }: FacetValue) => value ?? '\uffff'
  named.sort((a, b) => b.count - a.count || (spelling(a) < spelling(b) ? -1 : 1))
  const all = present[0]?.total ?? 0
  const listed = named.slice(0, LISTED)
  return { field: name, values: listed, other: listed.reduce((left, { count }) => left - count, all) }
}

/** Every facet of the report in one statement over the cube, each without its own clauses (crossfilter). */
export const countFacets = async (
  duck: Duck,
  options: StatementOptions,
  report: Report,
  cube: Cube,
): Promise<Facet[]> => {
  const fields = Object.entries<Field>(REPORT_FIELDS[report]).filter(([, { facet }]) => facet)
  if (fields.length === 0) return []
  const parameters = new Parameters()
  const branches = fields.flatMap(([name, field]) =>
    branch(name, field, without(cube.filter, name), parameters),
  )
  const counted = await duck.rows<Counted>(
    options,
    `WITH cube AS MATERIALIZED (FROM ${cube.relation}) ${branches.join(' UNION ALL ')}`,
    parameters.values,
  )
  return fields.map(([name, field]) => arrange(name, field, counted))
}

/** Rows of the cube under its filter. */
export interface CubeCount {
  /** Of the column asked for; null for absent, and where none was asked for. */
  value: string | null
  run: number
  count: number
}

/** Rows of the cube under its filter by run, and by one column where one is named. */
export const countBy = (
  duck: Duck,
  options: StatementOptions,
  column: string | null,
  { relation, filter }: Cube,
): Promise<CubeCount[]> => {
  const parameters = new Parameters()
  return duck.rows<CubeCount>(
    options,
    `SELECT ${column === null ? 'NULL::VARCHAR' : identifier(column)} AS value, run, sum(count)::BIGINT AS count
     FROM ${relation} WHERE ${compileFilter(filter, parameters)} GROUP BY ALL`,
    parameters.values,
  )
}
