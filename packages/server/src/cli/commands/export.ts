import {
  AFFECTED_MODES,
  COMPRESSIONS,
  EXPORT_FORMATS,
  EXPORT_REPORTS,
  clauseOf,
  isUnderWay,
} from '@crosswalk/core'
import type { AffectedMode, Compression, ExportFormat, ExportReport } from '@crosswalk/core'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { DeskExport, ExportDesk } from '../../desk/export-desk.js'
import type { ExportRequest } from '../../exports/request.js'
import { ExitCode, Problem, PROBLEMS, type ProblemCode } from '../../problem.js'
import { parseArguments } from '../arguments.js'
import type { Command } from '../command.js'
import { dataFolderOf } from '../data-folder.js'
import { openExportDesk } from '../open-export-desk.js'
import { ProgressLine } from '../progress-line.js'

const usage =
  'export <report | exp_…> [run… | latest] [--filter <field.op.values>]… [--affected-by <map_… | out_…> [--mode <direct | effective>]] [--sort <order>] [--columns <a,b>] [--format <format>] [--compression <none | gzip | zstd>] [--bom] [--part-rows <n>] [--data <folder>] [--json]'
const POLL_MS = 100

/** The names that `crosswalk report` has for reports, too. */
const OTHER_NAMES: Readonly<Record<string, ExportReport>> = {
  principals: 'outcomes',
  quality: 'source_quality',
}

/** Exports a report to its end and prints where its files are; an export's id resumes it. Ctrl-C stops, keeping parts. */
export const exportCommand: Command = {
  usage,
  summary: 'Exports a report as files with a manifest: csv, safe_csv (the usual), parquet, jsonl or xlsx.',
  async run(args) {
    const { values, positionals } = parseArguments(
      usage,
      args,
      {
        data: { type: 'string' },
        filter: { type: 'string', multiple: true, default: [] },
        'affected-by': { type: 'string' },
        mode: { type: 'string' },
        sort: { type: 'string' },
        columns: { type: 'string' },
        format: { type: 'string' },
        compression: { type: 'string' },
        bom: { type: 'boolean', default: false },
        'part-rows': { type: 'string' },
        json: { type: 'boolean', default: false },
      },
      { min: 1, max: 1001 },
    )
    const [what = '', ...runs] = positionals
    const request = (): ExportRequest => ({
      report: reportOf(what),
      ...whatOf(runs, values['affected-by'], values.mode),
      filter: values.filter.map(clauseOf),
      sort: values.sort?.toUpperCase(),
      columns: values.columns?.split(','),
      format: oneOf<ExportFormat>('--format', EXPORT_FORMATS, values.format),
      compression: oneOf<Compression>('--compression', COMPRESSIONS, values.compression),
      byteOrderMark: values.bom,
      partRows: values['part-rows'] === undefined ? null : Number(values['part-rows']),
    })
    const { desk, close } = await openExportDesk(dataFolderOf(values.data))
    try {
      const { id } = what.startsWith('exp_') ? await desk.resume(what) : await desk.start(request())
      const ended = await follow(desk, id, values.json)
      tell(ended, join(dataFolderOf(values.data), 'exports', id), values.json)
      return exitOf(ended)
    } finally {
      await close()
    }
  },
}

/** Affected items are of the principal's own run; anything else of the runs named, or of every job's latest. */
const whatOf = (
  runs: readonly string[],
  id: string | undefined,
  mode: string | undefined,
): Pick<ExportRequest, 'runId' | 'scope' | 'affectedBy'> => {
  if (id !== undefined && runs.length < 2)
    return {
      runId: runs[0],
      affectedBy: { id, mode: oneOf<AffectedMode>('--mode', AFFECTED_MODES, mode) ?? AFFECTED_MODES[0] },
    }
  if (id !== undefined || mode !== undefined)
    throw new Problem('USAGE', '--affected-by takes one principal of one run, and --mode belongs to it.')
  const isLatest = runs.length === 0 || (runs.length === 1 && runs[0] === 'latest')
  return { scope: isLatest ? {} : { runIds: [...runs] } }
}

const oneOf = <T extends string>(
  option: string,
  known: readonly T[],
  value: string | undefined,
): T | null => {
  if (value === undefined) return null
  const found = known.find((one) => one === value.toUpperCase().replaceAll('-', '_'))
  if (found !== undefined) return found
  throw new Problem('USAGE', `${option} takes ${known.join(', ').toLowerCase()}, not '${value}'.`)
}

const reportOf = (name: string): ExportReport => {
  const found = EXPORT_REPORTS.find((one) => one === name) ?? OTHER_NAMES[name]
  if (found !== undefined) return found
  const names = [...EXPORT_REPORTS, ...Object.keys(OTHER_NAMES)].join(', ')
  throw new Problem('USAGE', `There is no report '${name}'; the reports are ${names}.`)
}

const follow = async (desk: ExportDesk, id: string, json: boolean): Promise<DeskExport> => {
  const line = new ProgressLine(json ? null : process.stderr)
  const stop = (): void => void desk.stop(id).catch(() => undefined)
  process.once('SIGINT', stop).once('SIGTERM', stop)
  try {
    for (;;) {
      const now = await desk.get(id)
      if (!isUnderWay(now.state)) return now
      const { state, rowsDone: progressDone, rowsTotal: progressTotal, progressRate } = now
      line.show({ state, phase: null, progressDone, progressTotal, progressRate })
      await wait(POLL_MS)
    }
  } finally {
    line.clear()
    process.removeListener('SIGINT', stop).removeListener('SIGTERM', stop)
  }
}

const tell = (ended: DeskExport, folder: string, json: boolean): void => {
  const { id, state, rowsTotal: rows, bytesDone: bytes, problem } = ended
  if (json) return console.log(JSON.stringify({ export: id, state, rows, bytes, folder, problem }))
  if (problem !== null) console.error(problem.message)
  if (state === 'FINISHED') console.log(`${id}: ${rows} rows, ${bytes} bytes in ${folder}`)
  else console.log(`${id} is ${state.toLowerCase()}; go on with: crosswalk export ${id}`)
}

const exitOf = ({ state, problem }: DeskExport): ExitCode => {
  if (state === 'FINISHED') return ExitCode.DONE
  if (state === 'FAILED' && problem !== null && problem.code in PROBLEMS)
    return PROBLEMS[problem.code as ProblemCode].exit
  return state === 'FAILED' ? ExitCode.ENVIRONMENT : ExitCode.INTERRUPTED
}
