import { isResumable, type RunSummary } from '@crosswalk/core'

import type { Job } from '../control/entities/job.js'
import { settingsOf } from '../workers/build-spec.js'
import type { Run } from '../control/entities/run.js'
import type { Context } from './context.js'
import type { JobType } from './jobs/job.js'
import { once } from './lazy.js'
import type { RunType } from './runs/run.js'

/** Runs as the API shows them. Their jobs are read together, when the first is asked for. */
export function runViews(context: Context, runs: readonly Run[]): RunType[] {
  const jobs = once(async () => {
    const found = await context.control.jobs.byIds([...new Set(runs.map(({ jobId }) => jobId))])
    return new Map(jobViews(context, found).map((job) => [job.id, job]))
  })
  const jobOf = async ({ jobId }: Run): Promise<JobType> => {
    const job = (await jobs()).get(jobId)
    if (job === undefined) throw new Error('A run without its job.')
    return job
  }
  return runs.map((run) => runOver(context, run, () => jobOf(run)))
}

export function runView(context: Context, run: Run): RunType {
  const job = async () => jobView(context, await context.control.jobs.get(run.jobId))
  return runOver(context, run, once(job))
}

const runOver = ({ warehouse, signal }: Context, run: Run, job: RunType['job']): RunType => ({
  ...run,
  job,
  problem:
    run.problemCode === null
      ? null
      : { code: run.problemCode, message: run.problemMessage ?? run.problemCode },
  secondsLeft: secondsLeft(run),
  resumable: isResumable(run.state),
  mapUsers: run.settings.mapUsers,
  wipe: run.settings.wipe,
  summary: run.summary && shownSummary(run.summary),
  reports: async () => (run.state === 'FINISHED' ? warehouse.sizes(run.id, { signal }) : []),
})

const secondsLeft = ({ progressDone: done, progressTotal: total, progressRate: rate }: Run): number | null =>
  done === null || total === null || rate === null || rate <= 0 ? null : Math.ceil((total - done) / rate)

/** Without the figures that follow from a mapping there is nothing to show of. */
const shownSummary = ({ cases = [], notices = [], ...summary }: RunSummary): RunType['summary'] =>
  summary.mappingsUnavailable === null
    ? { ...summary, cases, notices }
    : { ...summary, cases, notices, resolutions: [], combinations: [] }

/** Jobs as the API shows them. Their latest runs and counts are each read together, when asked for. */
export function jobViews(context: Context, jobs: readonly Job[]): JobType[] {
  const ids = jobs.map(({ id }) => id)
  const { runs, exceptions } = context.control
  const counts = once(() => runs.countsOf(ids))
  const exceptionCounts = once(() => exceptions.countsOf(ids))
  const latest = once(async () => {
    const found = await runs.latestOf(ids)
    const views = runViews(context, found)
    return new Map(found.map(({ jobId }, index) => [jobId, views[index]]))
  })
  return jobs.map((job) =>
    jobOver(
      job,
      async () => (await latest()).get(job.id) ?? null,
      async () => (await counts()).get(job.id) ?? 0,
      async () => (await exceptionCounts()).get(job.id) ?? 0,
    ),
  )
}

export function jobView(context: Context, job: Job): JobType {
  const { runs, exceptions } = context.control
  const latest = async () => {
    const [run] = await runs.latestOf([job.id])
    return run === undefined ? null : runView(context, run)
  }
  return jobOver(
    job,
    once(latest),
    once(() => runs.count(job.id)),
    once(async () => (await exceptions.countsOf([job.id])).get(job.id) ?? 0),
  )
}

const jobOver = (
  job: Job,
  latestRun: JobType['latestRun'],
  runCount: JobType['runCount'],
  exceptionCount: JobType['exceptionCount'],
): JobType => ({
  id: job.id,
  name: job.name,
  platform: job.definition.source.platform,
  instance: job.definition.source.instance ?? null,
  directory: job.definition.destination?.directory ?? null,
  createdAt: job.createdAt,
  updatedAt: job.updatedAt,
  latestRun,
  runCount,
  exceptionCount,
  mapUsers: async () => settingsOf(job, {}).mapUsers,
  wipe: async () => settingsOf(job, {}).wipe,
})
