import { evaluate, fieldOf, fold, sortValues } from '@crosswalk/core'
import type { Filter, Report, StoredRow } from '@crosswalk/core'
import type { Rows } from './run-folder.js'

/** A run's rows under a filter, by plain evaluation. */
export const matchingRows = (rows: Rows, jobId: string, filter: Filter): StoredRow[] =>
  rows[filter.report].map((row) => ({ ...row, job_id: jobId })).filter((row) => evaluate(filter, row, fold))

const LAST = '\u{10FFFF}'

const destinationKey = (row: StoredRow): string => {
  const { destination_caption: caption, destination_name: name } = row
  const label = caption ?? name ?? row.destination_username ?? row.destination_id
  return (label === null || label === undefined ? null : fold(String(label)) || null) ?? LAST
}

const byteOrder = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

/** The same rows in an order of the report; rows given run by run stay so among equals. */
export const sortedRows = (rows: readonly StoredRow[], report: Report, sort: string): StoredRow[] => {
  if (sort === 'DESTINATION') return rows.toSorted((a, b) => byteOrder(destinationKey(a), destinationKey(b)))
  if (sort === 'ITEMS') return rows.toSorted((a, b) => Number(b.items_direct) - Number(a.items_direct))
  const values = sortValues(report, sort)
  const column = fieldOf(report, sort)?.column ?? ''
  return values === null ? [...rows] : values.flatMap((value) => rows.filter((row) => row[column] === value))
}
