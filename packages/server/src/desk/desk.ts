import type { LogLine } from '@crosswalk/core'
import { loadJob } from '../inputs/job/load-job.js'
import type { ControlStore } from '../control/control-store.js'
import type { Run } from '../control/entities/run.js'
import type { Feeds } from '../feeds/feeds.js'
import type { RunSupervisor, StartSettings } from '../ports.js'
import { Problem } from '../problem.js'

/** A run as commands show it. */
export type DeskRun = Omit<Run, 'job' | 'workerPid' | 'workerStartedAt' | 'idempotencyKey'> & { job: string }

/**
 * What commands ask of the owner of a data folder: this process, or the server that owns it. Answers are plain JSON,
 * the same either way. Each refuses with the Problems of what it calls.
 */
export interface Desk {
  /** Makes or updates the job that a path on this computer names; answers its id. */
  saveJob(path: string, threads: number | null): Promise<string>
  /** Answers the new run's id. */
  start(jobId: string, settings: StartSettings): Promise<string>
  stop(runId: string): Promise<DeskRun>
  resume(runId: string): Promise<DeskRun>
  /** A run by its id; `latest` is the newest. */
  run(runId: string): Promise<DeskRun>
  /** Newest first. */
  runs(most: number): Promise<DeskRun[]>
  log(runId: string, after: number): Promise<readonly LogLine[]>
}

const LINES_AT_ONCE = 500
const ACTOR = 'command line'

/** The desk of the process that owns the data folder. */
export class LocalDesk implements Desk {
  constructor(
    private readonly control: ControlStore,
    private readonly supervisor: RunSupervisor,
    private readonly feeds: Feeds<Run>,
  ) {}

  async saveJob(path: string, threads: number | null): Promise<string> {
    return (await this.control.jobs.save(await loadJob(path, threads ?? undefined))).id
  }

  async start(jobId: string, settings: StartSettings): Promise<string> {
    const { id } = await this.supervisor.start(jobId, settings)
    await this.control.audit.record({ actor: ACTOR, action: 'START_RUN', subject: jobId })
    return id
  }

  async stop(runId: string): Promise<DeskRun> {
    const { id } = await this.run(runId)
    await this.supervisor.stop(id)
    await this.control.audit.record({ actor: ACTOR, action: 'STOP_RUN', subject: id })
    return this.run(id)
  }

  async resume(runId: string): Promise<DeskRun> {
    const { id } = await this.run(runId)
    await this.supervisor.resume(id)
    await this.control.audit.record({ actor: ACTOR, action: 'RESUME_RUN', subject: id })
    return this.run(id)
  }

  async run(runId: string): Promise<DeskRun> {
    if (runId !== 'latest') return this.#shown([await this.control.runs.get(runId)]).then(only)
    return only(await this.runs(1))
  }

  async runs(most: number): Promise<DeskRun[]> {
    return this.#shown((await this.control.runs.page({ limit: most })).rows)
  }

  async log(runId: string, after: number): Promise<readonly LogLine[]> {
    const { id } = await this.run(runId)
    return (await this.feeds.page(id, after, LINES_AT_ONCE)).lines
  }

  async #shown(runs: readonly Run[]): Promise<DeskRun[]> {
    const jobs = await this.control.jobs.byIds([...new Set(runs.map(({ jobId }) => jobId))])
    const names = new Map(jobs.map(({ id, name }) => [id, name]))
    return runs.map(({ workerPid: _pid, workerStartedAt: _at, idempotencyKey: _key, job: _job, ...run }) => ({
      ...run,
      job: names.get(run.jobId) ?? run.jobId,
    }))
  }
}

const only = ([run]: readonly DeskRun[]): DeskRun => {
  if (run === undefined) throw new Problem('NOT_FOUND', 'The data folder holds no run; run a job first.')
  return run
}
