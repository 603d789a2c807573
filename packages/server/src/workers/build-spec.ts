import { planFromJob } from '@crosswalk/core'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { ControlStore } from '../control/control-store.js'
import type { Job } from '../control/entities/job.js'
import type { RunSettings } from '../control/entities/run.js'
import type { RunSpec } from '../pipeline/spec.js'

/** Everything the worker of a run needs to know, from the control store. @throws Problem `NOT_FOUND`, `JOB_INVALID`. */
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
    job: definition,
    plan: planFromJob(definition.mapping, mapUsers),
    exceptions: await control.exceptions.ofJob(job.id),
    wipe,
    memory: definition.limits.memory,
    threads: definition.limits.threads ?? Math.min(4, availableParallelism()),
    publishTo: join(dataFolder, 'runs', runId),
    earlier: await earlierRuns(control, dataFolder, job, run.number),
  }
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
