import type { DuckDBConnection } from '@duckdb/node-api'
import { importFault } from '@crosswalk/core'
import type { ExceptionRow, FindingCode, Finding, ImportFault, ImportFile } from '@crosswalk/core'
import { Problem } from '../../problem.js'
import { rows } from '../../warehouse/duck.js'
import { stageExceptionsCsv, type ExceptionsCsvInput } from '../csv/stage-exceptions-csv.js'
import { createStagedTable } from '../staging.js'

/** Exceptions a job keeps, and lines an import takes. */
export const MAX_EXCEPTIONS = 200_000

export interface ReadImport {
  file: ImportFile
  /** Lines of an exported report that nobody filled in. */
  unfilled: number
  faults: ImportFault[]
}

export const tooManyExceptions = (): Problem =>
  new Problem(
    'TOO_LARGE',
    `A job keeps at most ${MAX_EXCEPTIONS} exceptions. Export the unresolved rows alone, or name the file under ` +
      'exceptions in the job file, where any number may stand.',
  )

interface Line extends Record<string, unknown> {
  seq: number
  line: number
  type: string | null
}

/**
 * Reads an exceptions file as a run does.
 * @throws Problem as `stageExceptionsCsv`, and `TOO_LARGE`.
 */
export const readImport = async (
  connection: DuckDBConnection,
  input: ExceptionsCsvInput,
): Promise<ReadImport> => {
  await createStagedTable(connection, 'staged_findings')
  await createStagedTable(connection, 'staged_exceptions')
  const { rows: count, unfilled, exported } = await stageExceptionsCsv(connection, input)
  if (count > MAX_EXCEPTIONS) throw tooManyExceptions()
  const lines = await rows<Line>(
    connection,
    'import: lines',
    'SELECT * RENAME (origin_line AS line) FROM staged_exceptions ORDER BY seq',
  )
  const findings = await rows<{ code: FindingCode; line: number | null; args: string }>(
    connection,
    'import: findings',
    'SELECT code, line, args FROM staged_findings ORDER BY seq',
  )
  return {
    file: {
      name: input.label,
      exported,
      lines: lines.map((line) => ({ line: Number(line.line), row: rowOf(line) })),
    },
    unfilled,
    faults: findings.map(({ code, line, args }) =>
      importFault(line === null ? null : Number(line), code, {
        source: 'this line',
        ...(JSON.parse(args) as Finding['args']),
      }),
    ),
  }
}

const rowOf = (line: Line): ExceptionRow => {
  const cell = (name: string): string | null => line[name] as string | null
  const side = (name: 'source' | 'destination') => ({
    id: cell(`${name}_id`),
    username: cell(`${name}_username`),
    name: cell(`${name}_name`),
    caption: cell(`${name}_caption`),
  })
  return {
    seq: Number(line.seq),
    type: line.type,
    source: side('source'),
    destination: side('destination'),
  }
}
