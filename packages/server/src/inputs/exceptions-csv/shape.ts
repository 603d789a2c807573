import { columnNames } from '../csv/column-name.js'
import type { CsvDescription } from '../csv/describe.js'
import type { ColumnUse } from '../csv/normaliser.js'
import { Problem } from '../../problem.js'

/** The columns of `staged_exceptions` that a file gives, in the table's order. */
export const EXCEPTION_COLUMNS = [
  ...(['type', 'source_id', 'source_username', 'source_name', 'source_caption'] as const),
  ...(['destination_id', 'destination_username', 'destination_name', 'destination_caption'] as const),
] as const
export type ExceptionColumn = (typeof EXCEPTION_COLUMNS)[number]

/** Bits of a row: it names a source, a destination; it came out of a report. */
export const HAS_SOURCE = 1
export const HAS_DESTINATION = 2
export const IS_EXPORTED = 4

export interface ExceptionsShape {
  /** Place of each column among the kept ones. */
  columns: Partial<Record<ExceptionColumn, number>>
  kept: number
  /** Whether the file has the column `resolution`, as exported reports have. */
  exported: boolean
  use: { columns: readonly ColumnUse[]; required: number }
}

const NAMES = new Map<string, ExceptionColumn>([
  ...EXCEPTION_COLUMNS.map((column) => [column.replaceAll('_', ''), column] as const),
  ['kind', 'type'],
])

const columnOf = (cell: string): ExceptionColumn | 'resolution' | undefined => {
  const names = columnNames(cell)
  return names.includes('resolution') ? 'resolution' : names.map((name) => NAMES.get(name)).find(Boolean)
}

export const countKnown = (cells: readonly string[]): number =>
  cells.filter((cell) => columnOf(cell) !== undefined).length

/**
 * How an exceptions CSV is read: columns 3 to 10 of the mappings report and its type, in any order; others are
 * ignored. Throws `CSV_HEADER` where a source or a destination column is missing.
 */
export const exceptionsShape = ({ header, text }: CsvDescription): ExceptionsShape => {
  const columns: Partial<Record<ExceptionColumn, number>> = {}
  let kept = 0
  const uses = header.cells.map((cell): ColumnUse => {
    const column = columnOf(cell)
    if (column === 'resolution') return { keep: false, bits: IS_EXPORTED }
    if (column === undefined || columns[column] !== undefined) return { keep: false, bits: 0 }
    columns[column] = kept++
    return { keep: true, bits: bitOf(column) }
  })
  const given = Object.keys(columns)
  if (!given.some((name) => name.startsWith('source')) || !given.some((name) => name.startsWith('dest'))) {
    const found = header.cells.slice(0, 20).map((cell) => JSON.stringify(cell.slice(0, 40)))
    throw new Problem(
      'CSV_HEADER',
      `These are not the columns of an exceptions file. Found: ${found.join(', ')}. Needed: at least one of ` +
        'source_id, source_username, source_name, source_caption and one of destination_id, destination_username, ' +
        'destination_name, destination_caption.',
      { file: text.label, line: header.line },
    )
  }
  const exported = uses.some(({ bits }) => (bits & IS_EXPORTED) !== 0)
  return { columns, kept, exported, use: { columns: uses, required: HAS_SOURCE | HAS_DESTINATION } }
}

const bitOf = (column: ExceptionColumn): number =>
  column.startsWith('source') ? HAS_SOURCE : column.startsWith('destination') ? HAS_DESTINATION : 0
