import { createHash } from 'node:crypto'

import type { ControlStore } from '../control/control-store.js'
import type { Job } from '../control/entities/job.js'
import type { JobFault } from '../inputs/job/faults.js'
import { Problem } from '../problem.js'
import { checkDefinition, type CheckedDefinition } from './check-definition.js'
import type { JobInputs } from './job-inputs.js'
import type { RunRemoval } from './run-removal.js'
import { pathsOf, shownDefinition } from './shown-definition.js'

/** A job that cannot be kept, with everything that is wrong with it. */
export class InvalidJob extends Problem {
  constructor(readonly faults: readonly JobFault[]) {
    const told = faults.map(({ message }) => message).join('; ')
    super('JOB_INVALID', `The job cannot be used: ${told}.`, { path: 'input.definition' })
  }
}

export interface NewJob {
  readonly definition: unknown
  readonly idempotencyKey?: string | null
}

export interface JobChange {
  readonly jobId: string
  readonly definition: unknown
  /** Refused where the job has changed since; null: not asked. */
  readonly updatedAt?: string | null
}

/** Jobs as they are made, changed and deleted through the API. */
export class JobService {
  constructor(
    private readonly control: Pick<ControlStore, 'jobs' | 'runs'>,
    private readonly inputs: JobInputs,
    private readonly removal: RunRemoval,
  ) {}

  /** @throws Problem `JOB_INVALID` (an `InvalidJob`), `JOB_NAME_TAKEN`, `IDEMPOTENCY_KEY_REUSED` */
  async create({ definition: asked, idempotencyKey = null }: NewJob): Promise<Job> {
    const idempotencyHash = createHash('sha256').update(JSON.stringify(asked)).digest('hex')
    const made = await this.control.jobs.madeWith(idempotencyKey, idempotencyHash)
    if (made !== null) return made
    const { definition, uploadIds } = requireValid(await checkDefinition(this.inputs, asked))
    return this.control.jobs.create({ definition, uploadIds, idempotencyKey, idempotencyHash })
  }

  /** @throws Problem `NOT_FOUND`, `JOB_INVALID` (an `InvalidJob`), `JOB_NAME_TAKEN`, `JOB_CHANGED` */
  async update({ jobId, definition: asked, updatedAt = null }: JobChange): Promise<Job> {
    const job = await this.control.jobs.get(jobId)
    const { definition, uploadIds } = requireValid(await this.#checked(asked, job))
    return this.control.jobs.update({ id: jobId, definition, uploadIds, updatedAt })
  }

  /**
   * Deletes a job with its exceptions and runs; gives the number of runs.
   *
   * @throws Problem `NOT_FOUND`, or `RUN_IN_PROGRESS` where a run is queued or under way.
   */
  async delete(jobId: string): Promise<number> {
    const runIds = await this.control.jobs.runIdsOf(jobId)
    return this.removal.with(runIds, () => this.control.jobs.delete(jobId))
  }

  /**
   * Deletes a run with its report; its folder goes once no answer reads it.
   *
   * @throws Problem `NOT_FOUND`, or `RUN_IN_PROGRESS` where a run of its job is queued or under way.
   */
  async deleteRun(runId: string): Promise<void> {
    await this.control.runs.get(runId)
    await this.removal.with([runId], () => this.control.runs.delete(runId))
  }

  /** What would be wrong with a job, or with what `jobId` would become. @throws Problem `NOT_FOUND` */
  async check(asked: unknown, jobId: string | null): Promise<CheckedDefinition> {
    return this.#checked(asked, jobId === null ? null : await this.control.jobs.get(jobId))
  }

  /** A definition as the API takes it. */
  shown(definition: Job['definition']): Record<string, unknown> {
    return shownDefinition(this.inputs, definition)
  }

  #checked(asked: unknown, job: Job | null): Promise<CheckedDefinition> {
    const paths = pathsOf(job?.definition).filter((path) => this.inputs.uploadIdOf(path) === null)
    return checkDefinition(this.inputs, asked, new Set(paths))
  }
}

function requireValid(checked: CheckedDefinition) {
  if (checked.faults !== undefined) throw new InvalidJob(checked.faults)
  return checked
}
