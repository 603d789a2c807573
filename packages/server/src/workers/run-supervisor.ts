import type { ControlStore } from '../control/control-store.js'
import type { Run } from '../control/entities/run.js'
import type { StartSettings } from '../ports.js'
import { lacksDirectory, settingsOf } from './build-spec.js'
import { runKind } from './run-kind.js'
import { Supervisor, type SupervisorOptions } from './supervisor.js'

export interface RunSupervisorOptions extends SupervisorOptions {
  control: ControlStore
  dataFolder: string
}

/** The supervisor of runs, which also makes them. */
export class RunSupervisor extends Supervisor<Run> {
  readonly #control: ControlStore

  constructor({ control, dataFolder, fault }: RunSupervisorOptions) {
    super(runKind(control, dataFolder), { fault })
    this.#control = control
  }

  /** Queues a new run of the job. @throws Problem `NOT_FOUND`, `RUN_IN_PROGRESS`, `IDEMPOTENCY_KEY_REUSED`. */
  async start(jobId: string, options: StartSettings = {}): Promise<Run> {
    const { jobs, runs } = this.#control
    const job = await jobs.get(jobId)
    const asked = settingsOf(job, options)
    const settings = (await lacksDirectory(this.#control, job)) ? { ...asked, mapUsers: false } : asked
    const run = await runs.create({ jobId, settings, idempotencyKey: options.idempotencyKey ?? null })
    this.wake()
    return run
  }
}
