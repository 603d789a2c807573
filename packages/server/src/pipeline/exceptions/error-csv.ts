import type { DuckDBConnection } from '@duckdb/node-api'
import { csvLine, safeText, SEVERITIES } from '@crosswalk/core'
import type { ImportFault } from '@crosswalk/core'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describeCsv } from '../../inputs/csv/describe.js'
import { rewriteCsv } from '../../inputs/csv/rewrite.js'
import { countKnown } from '../../inputs/exceptions-csv/shape.js'
import { rows } from '../../warehouse/duck.js'
import type { ExceptionsCsvInput } from '../csv/stage-exceptions-csv.js'
import { CSV_TABLE, dropNormalTable, loadNormalFile } from '../csv/normal-table.js'

const ADDED = ['line', 'severity', 'code', 'message'] as const

/** A cell that has its apostrophe already is safe, and would be another one with a second. */
const safe = (cell: string | null): string | null =>
  cell === null || cell.startsWith("'") ? cell : safeText(cell)

/**
 * The lines at fault as a spreadsheet-safe CSV: the columns of the file, then line, severity (the worst), code and
 * message of all its faults, in place of columns of these names. It can be corrected and imported. Cells of a line
 * that could not be read are empty.
 */
export const errorCsv = async (
  connection: DuckDBConnection,
  { path, label, workFolder }: ExceptionsCsvInput,
  faults: readonly ImportFault[],
): Promise<string> => {
  const description = await describeCsv(path, label, countKnown)
  const { cells } = description.header
  const target = join(workFolder, 'original.csv.part')
  const use = { columns: cells.map(() => ({ keep: true, bits: 0 })), required: 0 }
  const silent = { badRow: () => undefined, replaced: () => undefined, incompleteRow: () => undefined }
  try {
    await loadNormalFile(connection, await rewriteCsv(description, use, target, silent), cells.length)
  } finally {
    await rm(target, { force: true })
  }
  const byLine = new Map<number, ImportFault[]>()
  for (const fault of faults)
    if (fault.line !== null && !byLine.get(fault.line)?.push(fault)) byLine.set(fault.line, [fault])
  const lines = [...byLine.keys()]
  const found = await rows<Record<string, string | number | null>>(
    connection,
    'import: original lines',
    `SELECT * FROM ${CSV_TABLE} SEMI JOIN (SELECT unnest($1) AS line) USING (line)`,
    [lines],
  )
  await dropNormalTable(connection)
  const originals = new Map(found.map((row) => [Number(row['line']), row]))
  const kept = cells.flatMap((cell, at) =>
    (ADDED as readonly string[]).includes(cell.trim().toLowerCase()) ? [] : [[cell, `c${at}`] as const],
  )
  const row = (line: number): string => {
    const at = byLine.get(line) ?? []
    const worst = SEVERITIES.findLast((severity) => at.some((fault) => fault.severity === severity)) ?? ''
    const original = originals.get(line)
    return csvLine([
      ...kept.map(([, column]) => safe((original?.[column] ?? null) as string | null)),
      ...[line, worst, at.map(({ code }) => code).join('; ')],
      safe(at.map(({ message }) => message).join(' ')),
    ])
  }
  const header = csvLine([...kept.map(([cell]) => safe(cell)), ...ADDED])
  return (
    header +
    lines
      .sort((a, b) => a - b)
      .map(row)
      .join('')
  )
}
