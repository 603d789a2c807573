import type { DuckDBConnection } from '@duckdb/node-api'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describeCsv } from '../../inputs/csv/describe.js'
import { rewriteCsv } from '../../inputs/csv/rewrite.js'
import {
  countKnown,
  EXCEPTION_COLUMNS,
  exceptionsShape,
  HAS_SOURCE,
  IS_EXPORTED,
} from '../../inputs/exceptions-csv/shape.js'
import { execute, literal } from '../../warehouse/duck.js'
import { FindingWriter, nextSeq } from './finding-writer.js'
import { CSV_TABLE, dropNormalTable, loadNormalFile } from './normal-table.js'

export interface ExceptionsCsvInput {
  path: string
  label: string
  workFolder: string
}

export interface StagedExceptions {
  /** Rows staged. */
  rows: number
  /** Rows of an exported report that nobody filled in. */
  unfilled: number
  /** Whether the file came out of a report: it has the column `resolution`. */
  exported: boolean
  sha256: string
}

/**
 * Reads an exceptions CSV into `staged_exceptions`, cells as written. A row of an exported report without a
 * destination is one nobody filled in and is passed over; any other row without a source or a destination is a finding.
 * Throws the Problems of `describeCsv`, and `CSV_HEADER`, `CSV_BROKEN`, `INPUT_CHANGED`.
 */
export const stageExceptionsCsv = async (
  connection: DuckDBConnection,
  { path, label, workFolder }: ExceptionsCsvInput,
): Promise<StagedExceptions> => {
  const description = await describeCsv(path, label, countKnown)
  const shape = exceptionsShape(description)
  const target = join(workFolder, 'exceptions.csv.part')
  const findings = await FindingWriter.open(connection, label)
  let rows: number
  let unfilled = 0
  try {
    const file = await rewriteCsv(description, shape.use, target, {
      badRow: (line, problem) => findings.add('BAD_ROW', line, { problem }),
      replaced: (line, count) => findings.add('TEXT_REPLACED', line, { count }),
      incompleteRow: (line, bits) => {
        if ((bits & HAS_SOURCE) === 0) findings.add('EMPTY_IDENTITY', line, {})
        else if ((bits & IS_EXPORTED) !== 0) unfilled++
        else findings.add('EXCEPTION_WITHOUT_TARGET', line, {})
      },
    })
    rows = file.rows
    await loadNormalFile(connection, file, shape.kept)
  } finally {
    findings.close()
    await rm(target, { force: true })
  }
  const first = await nextSeq(connection, 'staged_exceptions')
  const cells = EXCEPTION_COLUMNS.map((name) =>
    shape.columns[name] === undefined ? 'NULL' : `c${shape.columns[name]}`,
  )
  await execute(
    connection,
    'csv: exceptions',
    `INSERT INTO staged_exceptions
     SELECT ${first} + ordinal, ${cells.join(', ')}, ${literal(label)}, line FROM ${CSV_TABLE}`,
  )
  await dropNormalTable(connection)
  return { rows, unfilled, exported: shape.exported, sha256: description.text.sha256 }
}
