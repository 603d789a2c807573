import type { DuckDBConnection } from '@duckdb/node-api'
import { CODE_SPELLINGS, REPORT_DIFFERENCES, type ReportDifference } from '@crosswalk/core'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describeCsv } from '../../inputs/csv/describe.js'
import { rewriteCsv } from '../../inputs/csv/rewrite.js'
import {
  fieldOfColumn,
  reportShape,
  type ColumnMap,
  type ReportShape,
} from '../../inputs/principal-report-csv/shape.js'
import { execute, literal, openDuck, rows } from '../../warehouse/duck.js'
import { ACCOUNT_WORDS, GROUP_WORDS } from '../../inputs/directory-csv/words.js'
import { CSV_TABLE, loadNormalFile } from '../csv/normal-table.js'

export interface ValidationRequest {
  path: string
  /** How messages name the file. */
  label: string
  map: ColumnMap
  /** The run's folder, which holds what the report should say. */
  runFolder: string
  /** Holds the rewritten copy while it is compared. */
  workFolder: string
}

export interface DifferingRow {
  difference: ReportDifference
  /** Of the report; null for a principal it misses. */
  line: number | null
  kind: string | null
  principal: string
  /** Outcome with its reason or relation, as the run has it and as the report writes it; null on the side without. */
  expected: string | null
  reported: string | null
}

export interface Validation {
  /** Rows of the run, of the report, and lines of it that could not be read. */
  expected: number
  reported: number
  skipped: { line: number; problem: string }[]
  /** By principal, those the report misses first. */
  differences: DifferingRow[]
}

/**
 * Compares a principal migration report made elsewhere with the outcomes a run worked out from the source. Only what
 * the report has columns for is compared. Throws the Problems of `describeCsv`, and `CSV_HEADER`, `CSV_BROKEN`.
 */
export const validateReport = async (request: ValidationRequest): Promise<Validation> => {
  const description = await describeCsv(
    request.path,
    request.label,
    (cells) => cells.filter((cell) => fieldOfColumn(cell, request.map) !== undefined).length,
  )
  const shape = reportShape(description, request.map)
  const target = join(request.workFolder, 'report.csv.part')
  const skipped: Validation['skipped'] = []
  const duck = await openDuck({
    threads: 2,
    memoryLimit: '1GB',
    connections: 1,
    tempDirectory: join(request.workFolder, 'spill'),
  })
  const connection = await duck.connect()
  try {
    const file = await rewriteCsv(description, shape.use, target, {
      badRow: (line, problem) => void skipped.push({ line, problem }),
      replaced: () => undefined,
      incompleteRow: (line) => void skipped.push({ line, problem: 'it names no principal' }),
    })
    await loadNormalFile(connection, file, shape.kept)
    await compare(connection, shape, request.runFolder)
    const differences = await rows<DifferingRow>(
      connection,
      'validate: differences',
      `SELECT difference, line, kind, principal, expected, reported FROM differing
       ORDER BY list_position([${Object.keys(REPORT_DIFFERENCES).map(literal).join(', ')}], difference), principal, line`,
    )
    const [sizes] = await rows<{ expected: number }>(
      connection,
      'validate: size',
      'SELECT count(*) AS expected FROM recomputed',
    )
    return {
      ...{ expected: Number(sizes?.expected ?? 0), reported: file.rows, skipped },
      differences: differences.map((one) => ({ ...one, line: one.line === null ? null : Number(one.line) })),
    }
  } finally {
    connection.closeSync()
    duck.close()
    await rm(target, { force: true })
  }
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
  runFolder: string,
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
         FROM read_parquet(${literal(join(runFolder, 'outcomes.parquet'))})))`,
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
     SELECT * FROM (
       SELECT CASE WHEN r.key IS NULL THEN 'MISSING' WHEN e.key IS NULL THEN 'UNEXPECTED'
           WHEN r.outcome IS DISTINCT FROM e.outcome THEN 'WRONG_OUTCOME'
           WHEN ${wrong.length === 0 ? 'false' : wrong.join(' OR ')} THEN 'WRONG_REASON' END AS difference,
         r.line, coalesce(e.kind, r.kind) AS kind, coalesce(e.principal, r.principal) AS principal,
         e.shown AS expected, r.shown AS reported
       FROM (SELECT *, ${shown} AS shown FROM recomputed) e
       FULL JOIN (SELECT *, ${shown} AS shown FROM reported) r ON r.key = e.key AND r.occurrence = e.occurrence
     ) WHERE difference IS NOT NULL`,
  )
}
