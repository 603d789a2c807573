import { isResumable } from '@crosswalk/core'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { ControlStore } from '../control/control-store.js'
import type { Run } from '../control/entities/run.js'
import { readManifest } from '../pipeline/publish/manifest.js'
import { Problem } from '../problem.js'
import { isAlive } from './process-identity.js'
import type { FromWorker } from './protocol.js'
import { buildSpec, settingsOf } from './build-spec.js'
import { endOf, type RunEnd } from './run-end.js'
import { WorkerProcess } from './worker-process.js'

const ORPHAN_MS = 5_000

export interface SupervisorOptions {
  control: ControlStore
  dataFolder: string
  /** Runs that may execute at once. */
  slots: number
  /** Told of what goes wrong outside any request: a fault of ours, for the log. The supervisor goes on. */
  fault: (error: unknown) => void
}

export interface StartOptions {
  mapUsers?: boolean | null
  wipe?: boolean | null
  idempotencyKey?: string | null
}

/**
 * The one way long work runs: queues runs, gives each a worker process, records what became of it. What is on
 * disk is the truth; the supervisor only ever repeats it into the control store.
 */
export class RunSupervisor {
  readonly #workers = new Map<string, WorkerProcess>()
  readonly #settling = new Set<Promise<void>>()
  #pumping: Promise<void> = Promise.resolve()
  #closed = false

  constructor(private readonly options: SupervisorOptions) {}

  /** Settles the runs of a server that is gone, then starts what is queued. Call once, before serving. */
  async recover(): Promise<void> {
    const { runs } = this.options.control
    for (const run of await runs.inStates(['RUNNING', 'STOPPING'])) {
      await this.#outlive(run)
      await this.#record(run.id, { type: 'gone', signal: null, exitCode: null })
    }
    this.#pump()
  }

  /** Queues a new run of the job. @throws Problem `NOT_FOUND`, `RUN_IN_PROGRESS`, `IDEMPOTENCY_KEY_REUSED`. */
  async start(jobId: string, options: StartOptions = {}): Promise<Run> {
    const { control } = this.options
    const job = await control.jobs.get(jobId)
    const settings = settingsOf(job, options)
    const run = await control.runs.create({ jobId, settings, idempotencyKey: options.idempotencyKey ?? null })
    this.#pump()
    return run
  }

  /** Queues a stopped or failed run again; finished phases are not repeated. @throws Problem `ILLEGAL_STATE`. */
  async resume(runId: string): Promise<Run> {
    const { runs } = this.options.control
    const { state, number } = await runs.get(runId)
    if (!isResumable(state))
      throw new Problem(
        'ILLEGAL_STATE',
        `Only a stopped or failed run can be resumed; run ${number} is ${state.toLowerCase()}.`,
      )
    const run = await runs.transition(runId, 'QUEUED')
    this.#pump()
    return run
  }

  /** Asks a run to stop; a queued run is cancelled. @throws Problem `ILLEGAL_STATE`. */
  async stop(runId: string): Promise<Run> {
    const { runs } = this.options.control
    const { state } = await runs.get(runId)
    if (state === 'QUEUED') return runs.transition(runId, 'CANCELLED')
    const run = await runs.transition(runId, 'STOPPING')
    this.#workers.get(runId)?.stop()
    return run
  }

  /** Stops every worker, keeping its progress, and waits until all is recorded. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#pumping
    for (const [runId, worker] of this.#workers) {
      await this.options.control.runs.transition(runId, 'STOPPING').catch(() => undefined)
      worker.stop()
    }
    await Promise.all(this.#settling)
  }

  /** Waits until no run is queued or under way. */
  async idle(): Promise<void> {
    await this.#pumping
    while (this.#settling.size > 0) {
      await Promise.all(this.#settling)
      await this.#pumping
    }
  }

  folderOf(runId: string): string {
    return join(this.options.dataFolder, 'runs', runId)
  }

  #pump(): void {
    this.#pumping = this.#pumping.then(() => this.#fill()).catch(this.options.fault)
  }

  async #fill(): Promise<void> {
    const { control, slots } = this.options
    while (!this.#closed && this.#workers.size < slots) {
      const [next] = await control.runs.inStates(['QUEUED'])
      if (next === undefined) return
      await this.#execute(next)
    }
  }

  async #execute({ id: runId }: Run): Promise<void> {
    const { control, dataFolder } = this.options
    let spec
    try {
      spec = await buildSpec(control, dataFolder, runId)
    } catch (error) {
      const problem = error instanceof Problem ? error : null
      if (problem === null) throw error
      await control.runs.transition(runId, 'RUNNING')
      return this.#store(runId, { state: 'FAILED', problemCode: problem.code, problemMessage: problem.line })
    }
    const worker = new WorkerProcess(spec.heapMegabytes, (message) => this.#heard(runId, message))
    this.#workers.set(runId, worker)
    const { pid, startedAt } = worker.identity
    await control.runs.transition(runId, 'RUNNING', { workerPid: pid, workerStartedAt: startedAt })
    worker.start(join(dataFolder, 'work', runId), spec)
    const settled = worker.ended
      .then((end) => this.#record(runId, end))
      .catch(this.options.fault)
      .finally(() => {
        this.#workers.delete(runId)
        this.#settling.delete(settled)
        this.#pump()
      })
    this.#settling.add(settled)
  }

  #heard(runId: string, message: FromWorker): void {
    if (message.type !== 'phase' && message.type !== 'progress') return
    const [done, total] = message.type === 'progress' ? [message.done, message.total] : [null, null]
    this.options.control.runs.progress(runId, message.phase, done, total).catch(this.options.fault)
  }

  /** A worker whose server died sees its channel close and ends; one that does not is killed. */
  async #outlive({ workerPid, workerStartedAt }: Run): Promise<void> {
    if (workerPid === null) return
    const identity = { pid: workerPid, startedAt: workerStartedAt ?? '' }
    const until = performance.now() + ORPHAN_MS
    while (isAlive(identity)) {
      if (performance.now() > until) process.kill(workerPid, 'SIGKILL')
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  async #record(runId: string, end: Parameters<typeof endOf>[0]): Promise<void> {
    const folder = this.folderOf(runId)
    if (!existsSync(folder)) {
      dropUnread(join(this.options.dataFolder, 'work', runId))
      return this.#store(runId, endOf(end))
    }
    const { fingerprint, summary } = readManifest(folder)
    await this.#store(runId, { state: 'FINISHED', phase: 'PUBLISH', fingerprint, summary })
  }

  async #store(runId: string, { state, ...patch }: RunEnd): Promise<void> {
    await this.options.control.runs.transition(runId, state, patch)
  }
}

/** A run whose inputs could not be read has nothing to keep: its work folder goes, its problem stays. */
const dropUnread = (workFolder: string): void => {
  if (!existsSync(join(workFolder, 'phases'))) rmSync(workFolder, { recursive: true, force: true })
}
