import type { Compression, ExportFormat, ExportReport, Filter } from '@crosswalk/core'
import { identifier } from '../duck.js'
import type { Duck, StatementOptions } from '../duck.js'
import { Parameters, compileFilter } from '../filter-sql.js'
import { columnValues } from './select.js'
import type { RunNames } from './select.js'

/** What an export will be, about: bytes are from a sample of its rows, rows are exact. */
export interface ExportEstimate {
  rows: number
  parts: number
  bytes: number
}

const SAMPLE = 4096
/** Of every stretch of rows this many are looked at first: sources, then groups, lie together. */
const [STRETCH, WINDOW] = [65_536, 512]

/** How many bytes of text become how many bytes of file, measured on mappings. */
const RATIO: Readonly<Record<Compression, number>> = { NONE: 1, GZIP: 0.22, ZSTD: 0.2 }
/** Bytes a cell costs beside its text. */
const MARKUP: Readonly<Record<ExportFormat, (column: string) => number>> = {
  CSV: () => 1,
  SAFE_CSV: () => 1,
  JSONL: (column) => column.length + 6,
  PARQUET: () => 0,
  XLSX: () => 4,
}
const SHEET_RATIO = 0.2

/** Bytes of text in one row of a sample, on the average; 0 without rows. */
export const sampleRowBytes = async (
  duck: Duck,
  options: StatementOptions,
  relation: string,
  filter: Filter,
  values: (parameters: Parameters) => readonly string[],
): Promise<number> => {
  for (const window of [` AND row_id % ${STRETCH} < ${WINDOW}`, '']) {
    const parameters = new Parameters()
    const lengths = values(parameters).map((sql) => `coalesce(strlen((${sql})::VARCHAR), 0)`)
    const [row] = await duck.rows<{ bytes: number | null }>(
      options,
      `SELECT avg(bytes)::BIGINT AS bytes FROM (SELECT ${lengths.join(' + ')} AS bytes FROM ${relation}
       WHERE ${compileFilter(filter, parameters)}${window} LIMIT ${SAMPLE})`,
      parameters.values,
    )
    if (row?.bytes != null) return row.bytes
  }
  return 0
}

/** The columns of a report as their texts over its table; a grant's are sampled over its item alone. */
export const sampledValues =
  (report: ExportReport, columns: readonly string[], run: RunNames) =>
  (parameters: Parameters): string[] =>
    report === 'item_grants'
      ? [identifier('path'), `repeat('x', ${columns.length * 8})`]
      : columnValues(report, columns, [run], parameters).map(({ sql }) => sql)

export const fileBytes = (
  format: ExportFormat,
  compression: Compression,
  columns: readonly string[],
  rows: number,
  rowBytes: number,
): number => {
  const markup = columns.reduce((total, column) => total + MARKUP[format](column), 0)
  const ratio = format === 'XLSX' ? SHEET_RATIO : RATIO[compression]
  return Math.round(rows * (rowBytes + markup) * ratio)
}
