import { csv } from '../generate/csv.js'

/** Columns 3 to 10 of the user mappings report: an exported report, edited, is an exceptions file. */
export const EXCEPTION_COLUMNS = [
  'source_id',
  'source_username',
  'source_name',
  'source_caption',
  'destination_id',
  'destination_username',
  'destination_name',
  'destination_caption',
] as const

export type ExceptionRow = Partial<Record<(typeof EXCEPTION_COLUMNS)[number] | 'type', string | null>>

/** An exceptions file; with a `type` column where a row gives one. */
export const exceptionsCsv = (rows: readonly ExceptionRow[]): string => {
  const columns = rows.some(({ type }) => type != null)
    ? (['type', ...EXCEPTION_COLUMNS] as const)
    : EXCEPTION_COLUMNS
  return csv(
    columns,
    rows.map((row) => columns.map((column) => row[column] ?? null)),
  )
}
