import { filteredReport } from '@crosswalk/core'
import type { Compression, ExportFormat, ExportReport, Filter } from '@crosswalk/core'
import type { ExportSettings } from '../../control/entities/export.js'
import type { Explainer } from '../../explain/requests.js'
import { identifier } from '../duck.js'
import type { Duck, StatementOptions } from '../duck.js'
import { Parameters, compileFilter } from '../filter-sql.js'
import type { Scope } from '../scope.js'
import { countAffected, whoseGrants } from './affected.js'
import { countGrants } from './grants.js'
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
const sampleRowBytes = async (
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
const sampledValues =
  (report: ExportReport, columns: readonly string[], run: RunNames) =>
  (parameters: Parameters): string[] =>
    report === 'item_grants'
      ? [identifier('path'), `repeat('x', ${columns.length * 8})`]
      : columnValues(report, columns, [run], parameters).map(({ sql }) => sql)

const fileBytes = (
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

interface Using {
  duck: Duck
  explainer: Explainer
  options: StatementOptions
}

/** What one run of an export comes to; `counted` gives the rows of a report under a filter. */
export const estimateRun = async (
  { duck, explainer, options }: Using,
  scope: Scope,
  { report, clauses, affectedBy, columns, format, compression }: ExportSettings,
  named: RunNames,
  counted: (filter: Filter) => Promise<number>,
): Promise<{ rows: number; bytes: number }> => {
  const filter: Filter = { report: filteredReport(report), clauses }
  const rowsOf = async (): Promise<number> => {
    if (report !== 'item_grants' && affectedBy === undefined) return counted(filter)
    const whose = await whoseGrants(explainer, scope.runs[0]?.folder ?? '', affectedBy)
    const count = report === 'item_grants' ? countGrants : countAffected
    return count(duck, options, (name) => scope.table(name), filter, whose)
  }
  const values = sampledValues(report, columns, named)
  const rowBytes = await sampleRowBytes(duck, options, scope.table(filter.report), filter, values)
  const rows = await rowsOf()
  return { rows, bytes: fileBytes(format, compression, columns, rows, rowBytes) }
}
