import { IMPORT_MODES, type ImportFault, type ImportMode } from '@crosswalk/core'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { openControlStore, type ControlStore } from '../../control/control-store.js'
import type { Job } from '../../control/entities/job.js'
import { hasSeverity, importExceptions, type ImportReport } from '../../exceptions/import-exceptions.js'
import { ExitCode, Problem } from '../../problem.js'
import { checkImport } from '../../pipeline/exceptions/check-import.js'
import { RunTables } from '../../warehouse/run-tables.js'
import { parseArguments } from '../arguments.js'
import type { Command } from '../command.js'
import { dataFolderOf } from '../data-folder.js'
import { writeLine } from '../write-line.js'

const usage =
  'import exceptions <job name or id> <file.csv> [--apply] [--mode merge | replace] [--errors <out.csv>] [--json] [--data <folder>]'
const SHOWN = 20

/** Imports exceptions into a job, beside a running server too: it reads finished runs and writes once. */
export const importCommand: Command = {
  usage,
  summary: 'Says what importing a file of exceptions into a job would do; with --apply, does it.',
  async run(args) {
    const { values, positionals } = parseArguments(
      usage,
      args,
      {
        data: { type: 'string' },
        apply: { type: 'boolean', default: false },
        mode: { type: 'string' },
        errors: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
      { min: 3, max: 3 },
    )
    const [what, job = '', file = ''] = positionals
    if (what !== 'exceptions') throw new Problem('USAGE', `Usage: crosswalk ${usage}`)
    const mode = modeOf(values.mode)
    const data = dataFolderOf(values.data)
    if (!existsSync(join(data, 'control.sqlite')))
      throw new Problem('NOT_FOUND', 'The data folder holds no job; run one first.', { file: data })
    const control = await openControlStore(data)
    try {
      const { id, name } = await jobOf(control, job)
      const report = await importExceptions(control, new RunTables(join(data, 'runs')), {
        ...{
          jobId: id,
          path: resolve(file),
          label: basename(file),
          mode,
          apply: values.apply,
          check: checkImport,
        },
      })
      if (report.applied)
        await control.audit.record({ actor: 'command line', action: 'IMPORT_EXCEPTIONS', subject: id })
      if (values.errors !== undefined && report.errorCsv !== null)
        await writeErrors(values.errors, report.errorCsv)
      const errorsFile = report.errorCsv === null ? undefined : values.errors
      await (values.json ? tellMachine(id, mode, report) : tell(name, basename(file), report, errorsFile))
      return exitOf(report, values.apply)
    } finally {
      await control.close()
    }
  },
}

const modeOf = (text = 'merge'): ImportMode => {
  const mode = IMPORT_MODES.find((known) => known === text)
  if (mode === undefined) throw new Problem('USAGE', `--mode is merge or replace, not '${text}'.`)
  return mode
}

const jobOf = async (control: ControlStore, nameOrId: string): Promise<Job> => {
  const job = (await control.jobs.byName(nameOrId)) ?? (await control.jobs.find(nameOrId))
  if (job === null) throw new Problem('NOT_FOUND', `There is no job '${nameOrId}'; give its name or id.`)
  return job
}

const writeErrors = async (path: string, csv: string): Promise<void> => {
  await writeFile(path, csv).catch((cause: unknown) => {
    throw new Problem('NO_PERMISSION', 'The error file cannot be written here.', { file: path }, { cause })
  })
}

const exitOf = ({ applied, faults }: ImportReport, apply: boolean): ExitCode => {
  if (apply && !applied) return ExitCode.INPUT
  return hasSeverity(faults, 'ERROR') || hasSeverity(faults, 'WARNING') ? ExitCode.DIFFERS : ExitCode.DONE
}

/** The faults, one a line, then the figures. */
const tellMachine = async (job: string, mode: ImportMode, report: ImportReport): Promise<void> => {
  const { faults, counts, applied, checkedRunId } = report
  for (const fault of faults) await writeLine(JSON.stringify(fault))
  await writeLine(
    JSON.stringify({ job, mode, applied, checkedRun: checkedRunId, faults: faults.length, counts }),
  )
}

const tell = async (
  job: string,
  file: string,
  { faults, counts, applied }: ImportReport,
  errors: string | undefined,
): Promise<void> => {
  for (const fault of faults.slice(0, SHOWN)) console.error(faultLine(file, fault))
  const hidden = faults.length - SHOWN
  if (hidden > 0) console.error(`… and ${hidden} more; --errors <out.csv> writes them all.`)
  const { added, changed, same, removed, total } = counts
  const ignored = counts.unfilled + counts.unchanged + counts.repeated
  await writeLine(
    [
      `job          ${job}`,
      `exceptions   ${added} added, ${changed} changed, ${same} as they were, ${removed} removed; ${total} in all`,
      `ignored      ${ignored} lines (${counts.unfilled} not filled in, ${counts.unchanged} as reported, ${counts.repeated} repeated)`,
      ...(counts.unguarded > 0
        ? [`apostrophes  of a spreadsheet-safe export taken off in ${counts.unguarded} lines`]
        : []),
      ...(counts.stale > 0 ? [`needless     ${counts.stale} of the exceptions the job keeps`] : []),
      ...(errors === undefined ? [] : [`errors       ${errors}`]),
      conclusion(applied, hasSeverity(faults, 'ERROR')),
    ].join('\n'),
  )
}

const conclusion = (applied: boolean, errors: boolean): string => {
  if (applied) return 'Imported. The next run uses them.'
  return errors
    ? 'Nothing was imported: correct the lines with errors first.'
    : 'Nothing was imported: this was a dry run. Add --apply to import.'
}

const faultLine = (file: string, { line, severity, code, message }: ImportFault): string =>
  `${file}${line === null ? '' : `:${line}`}: ${severity.toLowerCase()}: ${message} (${code})`
