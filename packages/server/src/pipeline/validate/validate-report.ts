import type { DuckDBConnection } from '@duckdb/node-api'
import {
  CODE_SPELLINGS,
  REPORT_DIFFERENCES,
  type PrincipalKind,
  type ReportDifference,
  type ValidatedField,
} from '@crosswalk/core'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describeCsv, type CsvDescription } from '../../inputs/csv/describe.js'
import { rewriteCsv } from '../../inputs/csv/rewrite.js'
import {
  fieldOfColumn,
  reportShape,
  requireComparable,
  type ColumnPair,
  type ReportShape,
} from '../../inputs/principal-report-csv/shape.js'
import { execute, literal, openDuck, rows } from '../../warehouse/duck.js'
import { ACCOUNT_WORDS, GROUP_WORDS } from '../../inputs/directory-csv/words.js'
import { CSV_TABLE, loadNormalFile } from '../csv/normal-table.js'

export interface ForeignReport {
  path: string
  /** How messages name the file. */
  label: string
  /** What its columns are, where their names do not say. */
  map: readonly ColumnPair[]
}

export interface ValidationRequest extends ForeignReport {
  /** The outcomes that the report should tell, as a relation in SQL. */
  outcomes: string
  /** Takes the differing rows; holds the rewritten copy while it is compared. */
  workFolder: string
}

/** A row of `DIFFERENCES_FILE`, by its number from 0: by difference, then by principal. */
export interface DifferingRow {
  row_id: number
  difference: ReportDifference
  /** Of the report; null for a principal it misses. */
  line: number | null
  kind: PrincipalKind | null
  principal: string
  /** Outcome with its reason or relation, as the run has it and as the report writes it; null on the side without. */
  expected: string | null
  reported: string | null
}
export const DIFFERENCES_FILE = 'differences.parquet'

/** A column of a report and what it is read as; null: it is not compared. */
export interface ReportColumn {
  column: string
  field: ValidatedField | null
}

export interface Validation {
  columns: ReportColumn[]
  /** Rows of the run, and of the report. */
  expected: number
  reported: number
  /** Lines of the report that could not be read: how many, and the first of them. */
  skippedCount: number
  skipped: { line: number; problem: string }[]
  counts: Record<ReportDifference, number>
}

const DIFFERENCES = Object.keys(REPORT_DIFFERENCES) as ReportDifference[]
/** Skipped lines that are told one by one. */
const MOST_SKIPPED = 1000

const describeReport = ({ path, label, map }: ForeignReport): Promise<CsvDescription> =>
  describeCsv(path, label, (cells) => cells.filter((cell) => fieldOfColumn(cell, map) !== undefined).length)

/** The columns of a report made elsewhere and what each is read as, whether or not they are enough to compare it. */
export const reportColumns = async (report: ForeignReport): Promise<ReportColumn[]> =>
  reportShape(await describeReport(report), report.map).columns

/**
 * Compares a principal migration report made elsewhere with the outcomes a run worked out from the source, and writes
 * the differing rows to the work folder. Only what the report has columns for is compared. Throws the Problems of
 * `describeCsv`, and `CSV_HEADER`, `CSV_BROKEN`.
 */
export const validateReport = async (request: ValidationRequest): Promise<Validation> => {
  const description = await describeReport(request)
  const shape = requireComparable(reportShape(description, request.map), description)
  const target = join(request.workFolder, 'report.csv.part')
  const skipped: Validation['skipped'] = []
  let skippedCount = 0
  const skip = (line: number, problem: string): void => {
    skippedCount++
    if (skipped.length < MOST_SKIPPED) skipped.push({ line, problem })
  }
  const duck = await openDuck({
    threads: 2,
    memoryLimit: '1GB',
    connections: 1,
    tempDirectory: join(request.workFolder, 'spill'),
  })
  const connection = await duck.connect()
  try {
    const file = await rewriteCsv(description, shape.use, target, {
      badRow: skip,
      replaced: () => undefined,
      incompleteRow: (line) => skip(line, 'it names no principal'),
    })
    await loadNormalFile(connection, file, shape.kept)
    await compare(connection, shape, request.outcomes)
    await execute(
      connection,
      'validate: write',
      `COPY differing TO ${literal(join(request.workFolder, DIFFERENCES_FILE))} (FORMAT parquet)`,
    )
    const { columns } = shape
    return { columns, reported: file.rows, skippedCount, skipped, ...(await countsOf(connection)) }
  } finally {
    connection.closeSync()
    duck.close()
    await rm(target, { force: true })
  }
}

const countsOf = async (connection: DuckDBConnection): Promise<Pick<Validation, 'expected' | 'counts'>> => {
  const found = await rows<{ difference: ReportDifference | null; count: number }>(
    connection,
    'validate: counts',
    `SELECT difference, count(*) AS count FROM differing GROUP BY difference
     UNION ALL SELECT NULL, count(*) FROM recomputed`,
  )
  const of = (wanted: ReportDifference | null): number =>
    found.find(({ difference }) => difference === wanted)?.count ?? 0
  const counts = Object.fromEntries(DIFFERENCES.map((code) => [code, of(code)]))
  return { expected: of(null), counts: counts as Validation['counts'] }
}

/** A spreadsheet-safe cell without its apostrophe. */
const bare = (cell: string): string => `regexp_replace(${cell}, '^''([=+\\-@\\t\\r\\n＝＋－＠''])', '\\1')`
const listOf = (words: readonly string[]): string => `[${words.map(literal).join(', ')}]`

/** The code a cell spells, else the cell as it stands. */
const codeOf = (field: keyof typeof CODE_SPELLINGS, cell: string): string => {
  const spelt = [...CODE_SPELLINGS[field]].map(([letters, code]) => `${literal(letters)}: ${literal(code)}`)
  return `coalesce(MAP {${spelt.join(', ')}}[regexp_replace(upper(${cell}), '[^A-Z]', '', 'g')], ${cell})`
}

const shown = `concat_ws(': ', outcome, coalesce(reason, relation))`

const compare = async (
  connection: DuckDBConnection,
  { fields }: ReportShape,
  outcomes: string,
): Promise<void> => {
  const cell = (field: keyof typeof fields): string =>
    fields[field] === undefined ? 'NULL::VARCHAR' : bare(`c${fields[field]}`)
  const byId = fields.authorizable_id !== undefined
  const typed = fields.type !== undefined
  const key = (kind: string, principal: string) =>
    `concat(${typed ? `coalesce(${kind}, '')` : "''"}, chr(31), ${principal})`
  const place = 'row_number() OVER (PARTITION BY key ORDER BY place) AS occurrence'
  await execute(
    connection,
    'validate: recomputed',
    `CREATE OR REPLACE TEMP TABLE recomputed AS
     SELECT *, ${place} FROM (
       SELECT *, ${key('kind', 'principal')} AS key FROM (
         SELECT row_id AS place, kind, outcome, reason, relation,
           ${byId ? 'coalesce(id, principal_name, name)' : 'coalesce(principal_name, id, name)'} AS principal
         FROM ${outcomes}))`,
  )
  const word = `lower(trim(${cell('type')}))`
  await execute(
    connection,
    'validate: reported',
    `CREATE OR REPLACE TEMP TABLE reported AS
     SELECT *, ${place} FROM (
       SELECT *, ${key('kind', 'principal')} AS key FROM (
         SELECT ordinal AS place, line,
           CASE WHEN list_contains(${listOf(GROUP_WORDS)}, ${word}) THEN 'group'
             WHEN list_contains(${listOf(ACCOUNT_WORDS)}, ${word}) THEN 'account' ELSE nullif(${word}, '') END AS kind,
           coalesce(${cell('authorizable_id')}, ${cell('principal_name')}) AS principal,
           ${codeOf('outcome', cell('outcome'))} AS outcome, ${codeOf('reason', cell('reason'))} AS reason,
           ${codeOf('relation', cell('relation'))} AS relation
         FROM ${CSV_TABLE}))`,
  )
  const wrong = (['reason', 'relation'] as const)
    .filter((field) => fields[field] !== undefined)
    .map((field) => `r.${field} IS DISTINCT FROM e.${field}`)
  await execute(
    connection,
    'validate: differing',
    `CREATE OR REPLACE TEMP TABLE differing AS
     SELECT (row_number() OVER (
         ORDER BY list_position(${listOf(DIFFERENCES)}, difference), principal, kind, line) - 1) AS row_id, *
     FROM (
       SELECT CASE WHEN r.key IS NULL THEN 'MISSING' WHEN e.key IS NULL THEN 'UNEXPECTED'
           WHEN r.outcome IS DISTINCT FROM e.outcome THEN 'WRONG_OUTCOME'
           WHEN ${wrong.length === 0 ? 'false' : wrong.join(' OR ')} THEN 'WRONG_REASON' END AS difference,
         r.line, coalesce(e.kind, r.kind) AS kind, coalesce(e.principal, r.principal) AS principal,
         e.shown AS expected, r.shown AS reported
       FROM (SELECT *, ${shown} AS shown FROM recomputed) e
       FULL JOIN (SELECT *, ${shown} AS shown FROM reported) r ON r.key = e.key AND r.occurrence = e.occurrence
     ) WHERE difference IS NOT NULL ORDER BY row_id`,
  )
}
