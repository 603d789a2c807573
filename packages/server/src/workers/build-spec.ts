import { planFromJob, selectionSettings } from '@crosswalk/core'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { ControlStore } from '../control/control-store.js'
import type { Job } from '../control/entities/job.js'
import type { RunSettings } from '../control/entities/run.js'
import type { DirectoryAccess } from '../directories/settings.js'
import type { RunSpec } from '../pipeline/spec.js'
import { Problem } from '../problem.js'

/**
 * Everything the worker of a run needs to know, from the control store. A job that was saved before a setting of the
 * selection was there has its default.
 * @throws Problem `NOT_FOUND`, `JOB_INVALID`
 */
export const buildSpec = async (
  control: ControlStore,
  dataFolder: string,
  runId: string,
): Promise<RunSpec> => {
  const run = await control.runs.get(runId)
  const job = await control.jobs.get(run.jobId)
  const { definition } = job
  const { mapUsers, wipe } = run.settings
  return {
    runId,
    number: run.number,
    jobId: job.id,
    job: { ...definition, selection: selectionSettings.parse(definition.selection) },
    plan: {
      ...planFromJob(definition.mapping, mapUsers),
      ...(definition.destination?.directory == null ? {} : LIVE),
    },
    exceptions: await control.exceptions.ofJob(job.id),
    wipe,
    directories: await directoriesOf(control, job, mapUsers),
    memory: definition.limits.memory,
    threads: definition.limits.threads ?? Math.min(4, availableParallelism()),
    publishTo: join(dataFolder, 'runs', runId),
    earlier: await earlierRuns(control, dataFolder, job, run.number),
  }
}

/** A live directory may answer without an id: the row is mapped, and says so. */
const LIVE = { noteMissingIds: true } as const

/**
 * The live directories a run reads: its source's always, its destination's where it maps.
 * @throws Problem `DIRECTORY_NOT_CONFIGURED`, `SECRET_UNREADABLE`, `KEY_FILE_UNSAFE`
 */
const directoriesOf = async (
  control: ControlStore,
  job: Job,
  mapUsers: boolean,
): Promise<RunSpec['directories']> => {
  const { directories } = control
  const { source, destination } = job.definition
  const accessTo = async (name: string | null | undefined): Promise<DirectoryAccess | null> => {
    if (name == null) return null
    const directory = await directories.byName(name)
    if (directory === null)
      throw new Problem(
        'DIRECTORY_NOT_CONFIGURED',
        `There is no configuration of the directory ${name}. Make one of this name, then resume.`,
      )
    return directories.access(directory)
  }
  return {
    source: await accessTo(source.directory),
    destination: mapUsers ? await accessTo(destination?.directory) : null,
    missing: await lacksDirectory(control, job),
  }
}

/** Whether the job looks identities up in a live directory that nobody has configured: then mapping is skipped. */
export const lacksDirectory = async (
  { directories }: ControlStore,
  { definition }: Job,
): Promise<boolean> => {
  const name = definition.destination?.directory ?? null
  return name !== null && (await directories.byName(name)) === null
}

/** What a start asks for, else what the job says. */
export const settingsOf = (
  job: Job,
  asked: { mapUsers?: boolean | null; wipe?: boolean | null },
): RunSettings => {
  const { mapping, migration } = job.definition
  return { mapUsers: asked.mapUsers ?? planFromJob(mapping).on, wipe: asked.wipe ?? migration.wipe }
}

const earlierRuns = async (control: ControlStore, dataFolder: string, job: Job, before: number) => {
  const finished = await control.runs.finishedOf(job.id, before)
  return finished.map(({ id }) => ({ runId: id, folder: join(dataFolder, 'runs', id) }))
}
