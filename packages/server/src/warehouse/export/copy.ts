import type { Compression, ExportFormat, ExportReport } from '@crosswalk/core'
import { identifier, literal } from '../duck.js'
import { Parameters } from '../filter-sql.js'
import { namesOf } from './legs.js'
import type { Source } from './legs.js'
import { partQuery } from './ranges.js'
import type { Range } from './ranges.js'
import { selectList } from './select.js'
import { sheetRow, sheetStart, SHEET_END } from './sheet-xml.js'

export interface Shape {
  readonly report: ExportReport
  readonly columns: readonly string[]
  readonly format: ExportFormat
  /** CSV only: U+FEFF before the header, for programs that need it to see UTF-8. */
  readonly byteOrderMark: boolean
}

export interface Statement {
  readonly sql: string
  readonly parameters: Parameters
}

/** Rows a group of an exported Parquet file: DuckDB's own size, which other engines read well. */
const ROW_GROUP = 122_880
const CODECS: Readonly<Record<Compression, string>> = { NONE: 'uncompressed', GZIP: 'gzip', ZSTD: 'zstd' }

/** RFC 4180, its line ends too; `csvLine` of core writes the same bytes. Line breaks within a cell stay as they are. */
export const CSV_OPTIONS = String.raw`FORMAT csv, HEADER true, DELIMITER ',', QUOTE '"', ESCAPE '"', NULLSTR '', NEW_LINE '\r\n'`

/** Lines as they are: no quoting, no delimiter. */
const RAW_LINES = `FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '', NULLSTR ''`

/** How DuckDB writes each format; gzip and the zip of XLSX are made outside, of what this writes. */
const copyOptions = ({ format, columns }: Shape, compression: Compression): string => {
  const zstd = compression === 'ZSTD' ? ', COMPRESSION zstd' : ', COMPRESSION none'
  switch (format) {
    case 'CSV':
    case 'SAFE_CSV':
      return `${CSV_OPTIONS}${zstd}`
    case 'JSONL':
      return `FORMAT json, ARRAY false${zstd}`
    case 'PARQUET':
      return `FORMAT parquet, COMPRESSION ${CODECS[compression]}, ROW_GROUP_SIZE ${ROW_GROUP}`
    case 'XLSX':
      return `${RAW_LINES}, PREFIX ${literal(sheetStart(columns))}, SUFFIX ${literal(SHEET_END)}`
  }
}

/** The rows of a part, as the format has them. */
export const rowsQuery = (shape: Shape, source: Source, ranges: readonly Range[]): Statement => {
  const { report, columns, format } = shape
  const parameters = new Parameters()
  const sql = partQuery(
    source,
    ranges,
    (run, values) =>
      format === 'XLSX'
        ? sheetRow(report, columns, namesOf(run), values)
        : selectList(report, columns, namesOf(run), format === 'SAFE_CSV', values),
    parameters,
  )
  return { sql, parameters }
}

/** DuckDB writes no byte order mark, so that the first column's name begins with it. */
const marked = ({ columns: [first = ''], byteOrderMark }: Shape, sql: string): string =>
  byteOrderMark
    ? `SELECT * RENAME (${identifier(first)} AS ${identifier(`\uFEFF${first}`)}) FROM (${sql})`
    : sql

/** The statement that writes a part to a path, or to a FIFO. Every one of them is checked by EXPLAIN in a test. */
export const copyStatement = (
  shape: Shape,
  compression: Compression,
  source: Source,
  ranges: readonly Range[],
  path: string,
): Statement => {
  const { sql, parameters } = rowsQuery(shape, source, ranges)
  return {
    sql: `COPY (${marked(shape, sql)}) TO ${literal(path)} (${copyOptions(shape, compression)}, USE_TMP_FILE false)`,
    parameters,
  }
}
