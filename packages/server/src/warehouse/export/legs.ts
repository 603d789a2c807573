import { DEFAULT_SORT, fieldOf, filteredReport, sortValues } from '@crosswalk/core'
import type { ExportReport, Filter, RowKey } from '@crosswalk/core'
import { identifier } from '../duck.js'
import type { Duck, StatementOptions } from '../duck.js'
import { Parameters, compileFilter } from '../filter-sql.js'
import type { RunNames } from './select.js'

/** One run of an export, or several merged; as the table that is walked. */
export interface SourceRun {
  /** Of all runs of the export. */
  readonly names: readonly RunNames[]
  /** The run's place among them; null where they are merged. */
  readonly place: number | null
  /** In SQL; its column `run` is the place of a row's run. */
  readonly relation: string
}

/** What is exported: rows of these tables under a filter, in an order. */
export interface Source {
  readonly report: ExportReport
  readonly filter: Filter
  readonly sort: string
  /** The column that numbers the rows of the table that is walked, dense from 0. */
  readonly numbered: 'row_id' | 'place'
  readonly runs: readonly SourceRun[]
}

/** The names that the rows of a table can have. */
export const namesOf = ({ names, place }: SourceRun): readonly RunNames[] =>
  place === null ? names : names.slice(place, place + 1)

/** A walk in the order of the table's rows: a table, or one value of the sort in it. */
export interface Leg {
  readonly run: number
  /** The sort's value; null for absent, undefined where the order walks no values. */
  readonly value?: string | null
  readonly rows: number
  /** Rows under the filter by block of `BLOCK` row numbers, ascending; null where every row is under it. */
  readonly blocks: readonly { block: number; rows: number }[] | null
}

const BLOCK = 65_536

/** The column whose values the order walks. */
const walkedColumn = ({ report, sort }: Source): string | null =>
  sort === DEFAULT_SORT ? null : (fieldOf(filteredReport(report), sort)?.column ?? null)

const isWhole = (source: Source): boolean => valuesOf(source) === null && source.filter.clauses.length === 0
const valuesOf = ({ report, sort }: Source) => sortValues(filteredReport(report), sort)

/** The rows of a leg, as the condition of a WHERE. */
export const legCondition = (
  source: Source,
  { value }: Pick<Leg, 'value'>,
  parameters: Parameters,
): string => {
  const column = walkedColumn(source)
  const filter = compileFilter(source.filter, parameters)
  if (column === null || value === undefined) return filter
  const walked =
    value === null ? `${identifier(column)} IS NULL` : `${identifier(column)} = ${parameters.add(value)}`
  return `${filter} AND ${walked}`
}

interface Counted {
  value: string | null
  block: number
  rows: number
}

/** One scan a table: how many rows each leg has, and where. */
const countRun = (
  duck: Duck,
  options: StatementOptions,
  source: Source,
  { relation }: SourceRun,
): Promise<Counted[]> => {
  const parameters = new Parameters()
  const column = valuesOf(source) === null ? null : walkedColumn(source)
  return duck.rows<Counted>(
    options,
    `SELECT ${column === null ? 'NULL::VARCHAR' : identifier(column)} AS value,
       ${isWhole(source) ? '0' : `${source.numbered} // ${BLOCK}`} AS block, count(*) AS rows
     FROM ${relation} WHERE ${compileFilter(source.filter, parameters)} GROUP BY ALL ORDER BY ALL`,
    parameters.values,
  )
}

/** The legs that have rows, in the order of the export: by the sort's values, then by run. */
export const countLegs = async (duck: Duck, options: StatementOptions, source: Source): Promise<Leg[]> => {
  const counted: Counted[][] = []
  for (const run of source.runs) counted.push(await countRun(duck, options, source, run))
  const legOf = (run: number, value?: string | null): Leg => {
    const blocks = (counted[run] ?? []).filter((one) => one.value === (value ?? null))
    const rows = blocks.reduce((total, one) => total + one.rows, 0)
    return { run, value, rows, blocks: isWhole(source) ? null : blocks }
  }
  const values = valuesOf(source)
  const legs =
    values === null
      ? counted.map((_, run) => legOf(run))
      : values.flatMap((value) => counted.map((_, run) => legOf(run, value)))
  return legs.filter(({ rows }) => rows > 0)
}

/** Where a row stands: its number in the table that is walked, and its number in its run's report. */
export interface Position {
  readonly at: number
  readonly key: RowKey
}

/** A leg's n-th row, from 0. Only the row's block is read; of a whole table in its own order, nothing. */
export const positionOf = async (
  duck: Duck,
  options: StatementOptions,
  source: Source,
  leg: Leg,
  nth: number,
): Promise<Position> => {
  const run = source.runs[leg.run]
  if (leg.blocks === null && source.numbered === 'row_id' && run !== undefined)
    return { at: nth, key: { run: namesOf(run)[0]?.id ?? '', row: nth } }
  const blocks = leg.blocks ?? [{ block: Math.floor(nth / BLOCK), rows: nth + 1 }]
  let before = leg.blocks === null ? Math.floor(nth / BLOCK) * BLOCK : 0
  const found = blocks.find(({ rows }) => {
    if (before + rows > nth) return true
    before += rows
    return false
  })
  if (found === undefined || run === undefined)
    throw new RangeError(`A leg of ${leg.rows} rows has no row ${nth}.`)
  const parameters = new Parameters()
  const { numbered } = source
  const low = found.block * BLOCK
  const [row] = await duck.rows<{ at: number; row_id: number; run: number }>(
    options,
    `SELECT ${numbered} AS at, row_id, run FROM ${run.relation} WHERE ${legCondition(source, leg, parameters)}
       AND ${numbered} >= ${parameters.add(low)} AND ${numbered} < ${parameters.add(low + BLOCK)}
     ORDER BY ${numbered} LIMIT 1 OFFSET ${nth - before}`,
    parameters.values,
  )
  if (row === undefined) throw new Error('The rows of a finished run have changed.')
  return { at: row.at, key: { run: run.names[row.run]?.id ?? '', row: row.row_id } }
}
