import { REPORT_DIFFERENCES, VALIDATED_FIELDS, type ReportDifference } from '@crosswalk/core'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import type { ColumnPair } from '../../inputs/principal-report-csv/shape.js'
import {
  validateReport,
  type DifferingRow,
  type Validation,
} from '../../pipeline/validate/validate-report.js'
import { ExitCode, Problem } from '../../problem.js'
import { readDifferences } from '../../warehouse/validation-rows.js'
import { RunTables } from '../../warehouse/run-tables.js'
import { parseArguments } from '../arguments.js'
import type { Command } from '../command.js'
import { tableLine } from '../report-table.js'
import { runIdOf, runsFolderOf } from '../runs-folder.js'
import { writeLine } from '../write-line.js'

const usage = 'validate <report.csv> <run | latest> [--map <column>=<field>]… [--json] [--data <folder>]'

/** Compares a principal migration report made elsewhere with what a run worked out. Exits with 1 where they differ. */
export const validate: Command = {
  usage,
  summary: 'Compares a principal migration report made elsewhere with a run; exit code 1 where they differ.',
  async run(args) {
    const { values, positionals } = parseArguments(
      usage,
      args,
      {
        data: { type: 'string' },
        map: { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean', default: false },
      },
      { min: 2, max: 2 },
    )
    const [file = '', run = ''] = positionals
    const map = mapOf(values.map)
    const runsFolder = runsFolderOf(values.data)
    const workFolder = await mkdtemp(join(tmpdir(), 'crosswalk-validate-'))
    try {
      const report = { path: resolve(file), label: basename(file), map, workFolder }
      const found = await new RunTables(runsFolder).using(runIdOf(runsFolder, run), (open) =>
        validateReport({ ...report, outcomes: open.table('outcomes') }),
      )
      await (values.json ? tellMachine : tell)(found, readDifferences(workFolder))
      return differing(found) + found.skippedCount > 0 ? ExitCode.DIFFERS : ExitCode.DONE
    } finally {
      await rm(workFolder, { recursive: true, force: true })
    }
  },
}

const mapOf = (written: readonly string[]): ColumnPair[] =>
  written.map((pair) => {
    const at = pair.lastIndexOf('=')
    const field = VALIDATED_FIELDS.find((known) => known === pair.slice(at + 1))
    if (at < 1 || field === undefined)
      throw new Problem(
        'USAGE',
        `--map is <column>=<field>, not '${pair}'; the fields are ${VALIDATED_FIELDS.join(', ')}.`,
      )
    return { column: pair.slice(0, at).trim(), field }
  })

type Rows = AsyncIterable<DifferingRow[]>

const differing = ({ counts }: Validation): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)

/** The differences, one a line, then the figures. */
const tellMachine = async (found: Validation, differences: Rows): Promise<void> => {
  for await (const rows of differences)
    for (const { row_id: _row, ...row } of rows) await writeLine(JSON.stringify(row))
  await writeLine(JSON.stringify(found))
}

const tell = async (found: Validation, differences: Rows): Promise<void> => {
  for (const { line, problem } of found.skipped) console.error(`line ${line} was skipped: ${problem}`)
  if (found.skippedCount > found.skipped.length)
    console.error(`and ${found.skippedCount - found.skipped.length} more lines were skipped`)
  if (differing(found) === 0)
    return writeLine(`The report agrees with the run on all ${found.expected} principals.`)
  await writeLine(
    tableLine([
      ['Difference', 14],
      ['Line', 8],
      ['Principal', 36],
      ['The run says', 34],
      ['The report says', 34],
    ]),
  )
  for await (const rows of differences)
    for (const { difference, line, principal, expected, reported } of rows)
      await writeLine(
        tableLine([
          [difference.toLowerCase().replace('_', ' '), 14],
          [String(line ?? '—'), 8],
          [principal, 36],
          [expected ?? '—', 34],
          [reported ?? '—', 34],
        ]),
      )
  for (const [code, count] of Object.entries(found.counts))
    if (count > 0) await writeLine(`${count} × ${REPORT_DIFFERENCES[code as ReportDifference]}`)
}
