import type { ImportFault, ImportMode, Severity } from '@crosswalk/core'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ControlStore } from '../control/control-store.js'
import type { CheckedImport, CheckRequest } from '../pipeline/exceptions/check-import.js'
import type { RunTables } from '../warehouse/run-tables.js'

/** Checks a file: in this process, or apart from it. @throws Problem as `checkImport`. */
export type ImportCheck = (request: CheckRequest) => Promise<CheckedImport>

export interface ImportRequest {
  jobId: string
  path: string
  /** How messages and findings of later runs name the file. */
  label: string
  mode: ImportMode
  /** Whether to do it; without, it is a dry run. */
  apply: boolean
  check: ImportCheck
}

export interface ImportReport extends Pick<CheckedImport, 'faults' | 'counts' | 'errorCsv'> {
  /** Whether the job's exceptions are now those counted. */
  applied: boolean
  /** The run whose identities the lines were checked against; null: the job has no finished run. */
  checkedRunId: string | null
}

export const hasSeverity = (faults: readonly ImportFault[], severity: Severity): boolean =>
  faults.some((fault) => fault.severity === severity)

/**
 * Imports an exceptions file into a job, or says what that would do. A file with an error is not applied at all.
 * @throws Problem `NOT_FOUND`, and as `checkImport`.
 */
export const importExceptions = async (
  control: ControlStore,
  runs: RunTables,
  { jobId, path, label, mode, apply, check }: ImportRequest,
): Promise<ImportReport> => {
  const job = await control.jobs.get(jobId)
  const kept = await control.exceptions.ofJob(job.id)
  const [latest] = await control.runs.latestOf([job.id], 'FINISHED')
  const workFolder = await mkdtemp(join(tmpdir(), 'crosswalk-import-'))
  try {
    const request = { input: { path, label, workFolder }, kept, mode }
    const checked = await (latest === undefined
      ? check({ ...request, runFolder: null })
      : runs.using(latest.id, ({ folder }) => check({ ...request, runFolder: folder })))
    const applied = apply && !hasSeverity(checked.faults, 'ERROR')
    if (applied) await control.exceptions.change(job.id, changeOf(checked, mode))
    const { faults, counts, errorCsv } = checked
    return { applied, checkedRunId: latest?.id ?? null, faults, counts, errorCsv }
  } finally {
    await rm(workFolder, { recursive: true, force: true })
  }
}

const changeOf = ({ taken, rest, removed }: CheckedImport, mode: ImportMode) =>
  mode === 'replace' ? { add: [...rest, ...taken], remove: 'all' as const } : { add: taken, remove: removed }
