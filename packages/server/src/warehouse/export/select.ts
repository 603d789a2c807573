import { UNSAFE_FIRST } from '@crosswalk/core'
import type { ExportReport } from '@crosswalk/core'
import { identifier, literal } from '../duck.js'
import type { Parameters } from '../filter-sql.js'
import { columnSql, isText } from './column-sql.js'

/** What the rows of one run say of the run. */
export interface RunNames {
  readonly id: string
  readonly jobName: string
}

const unsafeClass = UNSAFE_FIRST.map((one) => (one === '-' ? '\\-' : one)).join('')

/** `safeText` of core, in SQL: one apostrophe before a first character that a spreadsheet may take for a formula. */
const safe = (sql: string): string =>
  `CASE WHEN regexp_matches(${sql}, ${literal(`^[${unsafeClass}]`)}) THEN '''' || ${sql} ELSE ${sql} END`

/** Of each row, the value of its run. */
const ofRun = (values: readonly string[], parameters: Parameters): string =>
  values.length === 1 ? `${parameters.add(values[0] ?? '')}::VARCHAR` : `${parameters.add(values)}[run + 1]`

/** The value of each column, by its name, in order; of several runs, `run` says which. */
export const columnValues = (
  report: ExportReport,
  columns: readonly string[],
  runs: readonly RunNames[],
  parameters: Parameters,
): { column: string; sql: string }[] =>
  columns.map((column) => {
    if (column === 'job_name') {
      const names = runs.map(({ jobName }) => jobName)
      return { column, sql: ofRun(names, parameters) }
    }
    const ids = runs.map(({ id }) => id)
    return { column, sql: column === 'run_id' ? ofRun(ids, parameters) : columnSql(report, column) }
  })

/** The select list of a report in any format but XLSX. */
export const selectList = (
  report: ExportReport,
  columns: readonly string[],
  runs: readonly RunNames[],
  isSafe: boolean,
  parameters: Parameters,
): string =>
  columnValues(report, columns, runs, parameters)
    .map(({ column, sql }) => `${isSafe && isText(column) ? safe(sql) : sql} AS ${identifier(column)}`)
    .join(', ')
