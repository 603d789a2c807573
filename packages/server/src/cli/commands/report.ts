import { decodeFilter, type Filter, type Report } from '@crosswalk/core'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { readManifest } from '../../pipeline/publish/manifest.js'
import { ExitCode, Problem } from '../../problem.js'
import type { ReportRows } from '../../warehouse/rows.js'
import { createWarehouse, type Warehouse } from '../../warehouse/warehouse.js'
import { parseArguments } from '../arguments.js'
import type { Command } from '../command.js'
import { JSON_ROWS } from '../report-json.js'
import { TABLES, tableLine } from '../report-table.js'
import { runIdOf, runsFolderOf } from '../runs-folder.js'
import { writeLine } from '../write-line.js'

const REPORTS: Readonly<Record<string, Report>> = {
  mappings: 'mappings',
  principals: 'outcomes',
  findings: 'findings',
  quality: 'source_quality',
  items: 'items',
  'user-report': 'user_report',
  'bulk-groups': 'bulk_groups',
  'bulk-users': 'bulk_users',
  reconciliation: 'reconciliation',
  'reconciliation-members': 'reconciliation_members',
}
const usage = `report <${Object.keys(REPORTS).join(' | ')}> <run | latest> [--filter <field.op.values>]… [--csv [--safe] | --json] [--data <folder>]`

/** Prints a report of a finished run. Run folders never change, so no lock is needed beside a running server. */
export const report: Command = {
  usage,
  summary: 'Prints a report of a finished run: a table, CSV, or one JSON object a line.',
  async run(args) {
    const { values, positionals } = parseArguments(
      usage,
      args,
      {
        data: { type: 'string' },
        filter: { type: 'string', multiple: true, default: [] },
        csv: { type: 'boolean', default: false },
        safe: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
      { min: 2, max: 2 },
    )
    const name = REPORTS[positionals[0] ?? '']
    if (name === undefined)
      throw new Problem(
        'USAGE',
        `There is no report '${positionals[0]}'; the reports are ${Object.keys(REPORTS).join(', ')}.`,
      )
    const runsFolder = runsFolderOf(values.data)
    const runId = runIdOf(runsFolder, positionals[1] ?? '')
    const filter = filterFrom(name, values.filter)
    const warehouse = await createWarehouse({ runsFolder, threads: 2, memoryLimit: '1GB' })
    try {
      if (values.csv) await printCsv(warehouse, runId, filter, values.safe)
      else await print(warehouse, name, runId, filter, values.json)
    } finally {
      warehouse.close()
    }
    return ExitCode.DONE
  },
}

const filterFrom = (name: Report, clauses: readonly string[]): Filter => {
  const { filter, unknown } = decodeFilter(name, clauses)
  if (unknown.length > 0)
    throw new Problem(
      'BAD_FILTER',
      `The filter ${unknown.join(', ')} is not understood; write field.op.value~value.`,
    )
  return filter
}

const print = async <R extends Report>(
  warehouse: Warehouse,
  name: R,
  runId: string,
  filter: Filter,
  json: boolean,
): Promise<void> => {
  const columns = TABLES[name]
  if (!json) await writeLine(tableLine(columns.map(([heading, width]) => [heading, width])))
  for await (const rows of warehouse.stream(name, runId, filter)) {
    const lines = rows.map((row: ReportRows[R]) =>
      json
        ? JSON.stringify(JSON_ROWS[name](row))
        : tableLine(columns.map(([, width, text]) => [text(row), width])),
    )
    await writeLine(lines.join('\n'))
  }
}

/** DuckDB writes the file; it goes to standard output byte for byte. */
const printCsv = async (
  warehouse: Warehouse,
  runId: string,
  filter: Filter,
  safe: boolean,
): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'crosswalk-report-'))
  try {
    const toPath = join(folder, 'report.csv')
    const jobName = await warehouse.runs.using(runId, async (run) => readManifest(run.folder).job.name)
    await warehouse.copyCsv(runId, { filter, jobName, safe, toPath })
    await pipeline(createReadStream(toPath), process.stdout, { end: false })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
