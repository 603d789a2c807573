import {
  REPORT_DIFFERENCES,
  VALIDATED_FIELDS,
  type ReportDifference,
  type ValidatedField,
} from '@crosswalk/core'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { validateReport, type Validation } from '../../pipeline/validate/validate-report.js'
import { ExitCode, Problem } from '../../problem.js'
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
      const found = await new RunTables(runsFolder).using(runIdOf(runsFolder, run), ({ folder }) =>
        validateReport({ path: resolve(file), label: basename(file), map, runFolder: folder, workFolder }),
      )
      await (values.json ? tellMachine(found) : tell(found))
      return found.differences.length + found.skipped.length > 0 ? ExitCode.DIFFERS : ExitCode.DONE
    } finally {
      await rm(workFolder, { recursive: true, force: true })
    }
  },
}

const mapOf = (written: readonly string[]): Map<string, ValidatedField> =>
  new Map(
    written.map((pair) => {
      const at = pair.lastIndexOf('=')
      const field = VALIDATED_FIELDS.find((known) => known === pair.slice(at + 1))
      if (at < 1 || field === undefined)
        throw new Problem(
          'USAGE',
          `--map is <column>=<field>, not '${pair}'; the fields are ${VALIDATED_FIELDS.join(', ')}.`,
        )
      return [pair.slice(0, at).trim(), field]
    }),
  )

const countsOf = ({ differences }: Validation): Record<ReportDifference, number> => {
  const counts = { MISSING: 0, UNEXPECTED: 0, WRONG_OUTCOME: 0, WRONG_REASON: 0 }
  for (const { difference } of differences) counts[difference]++
  return counts
}

/** The differences, one a line, then the figures. */
const tellMachine = async (found: Validation): Promise<void> => {
  for (const one of found.differences) await writeLine(JSON.stringify(one))
  const { expected, reported, skipped } = found
  await writeLine(JSON.stringify({ expected, reported, skipped, counts: countsOf(found) }))
}

const tell = async (found: Validation): Promise<void> => {
  for (const { line, problem } of found.skipped) console.error(`line ${line} was skipped: ${problem}`)
  if (found.differences.length > 0)
    await writeLine(
      tableLine([
        ['Difference', 14],
        ['Line', 8],
        ['Principal', 36],
        ['The run says', 34],
        ['The report says', 34],
      ]),
    )
  for (const { difference, line, principal, expected, reported } of found.differences)
    await writeLine(
      tableLine([
        [difference.toLowerCase().replace('_', ' '), 14],
        [String(line ?? '—'), 8],
        [principal, 36],
        [expected ?? '—', 34],
        [reported ?? '—', 34],
      ]),
    )
  const counts = Object.entries(countsOf(found)).filter(([, count]) => count > 0)
  await writeLine(
    counts.length === 0
      ? `The report agrees with the run on all ${found.expected} principals.`
      : counts
          .map(([code, count]) => `${count} × ${REPORT_DIFFERENCES[code as ReportDifference]}`)
          .join('\n'),
  )
}
