import { isUnderWay, type Phase, type RunState } from '@crosswalk/core'
import { LessThan, MoreThan, type EntityManager } from 'typeorm'

import { Problem } from '../problem.js'
import { iso, type Clock } from './clock.js'
import type { Database } from './database.js'
import { Job } from './entities/job.js'
import { Run, type RunSettings } from './entities/run.js'
import { newId } from './ids.js'
import { sliceById, type IdPage, type Slice } from './keyset.js'
import { consequences, requireIdleJob, requireMove } from './run-moves.js'

export interface NewRun {
  readonly jobId: string
  readonly settings: RunSettings
  /** A second start with the same key answers the first run. */
  readonly idempotencyKey?: string | null
}

/** What may change together with a run's state. */
export type RunPatch = Partial<
  Pick<
    Run,
    | 'phase'
    | 'progressDone'
    | 'progressTotal'
    | 'progressRate'
    | 'fingerprint'
    | 'problemCode'
    | 'problemMessage'
    | 'workerPid'
    | 'workerStartedAt'
    | 'summary'
  >
>

export interface RunProgress {
  readonly phase: Phase
  readonly done: number | null
  readonly total: number | null
  /** A second. */
  readonly rate: number | null
}

const inManager = async (manager: EntityManager, id: string): Promise<Run> => {
  const run = await manager.findOneBy(Run, { id })
  if (run === null) throw new Problem('NOT_FOUND', `There is no run ${id}.`)
  return run
}

const ofJob = (manager: EntityManager, jobId?: string | null) => {
  const query = manager.createQueryBuilder(Run, 'run').where('1 = 1')
  return jobId == null ? query : query.andWhere('run.jobId = :jobId', { jobId })
}

/** The runs of the control store, and the only place in which a run changes state. */
export class Runs {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * A new run in state `QUEUED` with the job's next number.
   *
   * @throws Problem `NOT_FOUND`, `RUN_IN_PROGRESS` or `IDEMPOTENCY_KEY_REUSED`.
   */
  create({ jobId, settings, idempotencyKey = null }: NewRun): Promise<Run> {
    return this.database.write(async (manager) => {
      const known = idempotencyKey === null ? null : await manager.findOneBy(Run, { idempotencyKey })
      if (known !== null) return sameStart(known, jobId, settings)
      if ((await manager.findOneBy(Job, { id: jobId })) === null)
        throw new Problem('NOT_FOUND', `There is no job ${jobId}.`)
      await requireIdleJob(manager, jobId)
      const last = await manager.findOne(Run, { where: { jobId }, order: { number: 'DESC' } })
      const id = newId('run')
      await manager.insert(Run, {
        id,
        jobId,
        number: (last?.number ?? 0) + 1,
        state: 'QUEUED',
        settings,
        createdAt: iso(this.clock()),
        idempotencyKey,
      })
      return inManager(manager, id)
    })
  }

  /**
   * Moves a run to another state and applies the patch, or neither.
   *
   * @throws Problem `NOT_FOUND`, `ILLEGAL_STATE` with a reason, or `RUN_IN_PROGRESS`.
   */
  transition(id: string, to: RunState, patch: RunPatch = {}): Promise<Run> {
    return this.database.write(async (manager) => {
      const run = await inManager(manager, id)
      requireMove(run, to)
      if (isUnderWay(to) && !isUnderWay(run.state)) await requireIdleJob(manager, run.jobId)
      const changes = { ...consequences(run, to, iso(this.clock())), ...patch, state: to }
      return manager.save(manager.create(Run, { ...run, ...changes }))
    })
  }

  /** How far a run is; `saved`: up to there nothing is repeated. Says nothing of a run that has come to rest. */
  async progress(id: string, { phase, done, total, rate }: RunProgress, saved: boolean): Promise<void> {
    const savedAt = saved ? { savedAt: iso(this.clock()) } : {}
    await this.database.write((manager) =>
      manager
        .createQueryBuilder()
        .update(Run)
        .set({ phase, progressDone: done, progressTotal: total, progressRate: rate, ...savedAt })
        .where(`id = :id AND state IN ('RUNNING', 'STOPPING')`, { id })
        .execute(),
    )
  }

  find(id: string): Promise<Run | null> {
    return this.database.read((manager) => manager.findOneBy(Run, { id }))
  }

  /** @throws Problem `NOT_FOUND` */
  get(id: string): Promise<Run> {
    return this.database.read((manager) => inManager(manager, id))
  }

  /**
   * Takes a run away. One of a job under way stays: the run under way may read it.
   *
   * @throws Problem `NOT_FOUND` or `RUN_IN_PROGRESS`
   */
  async delete(id: string): Promise<void> {
    await this.database.write(async (manager) => {
      const run = await inManager(manager, id)
      await requireIdleJob(manager, run.jobId)
      await manager.delete(Run, { id })
    })
  }

  /** The finished run of the same job before or after a run, by number; null where there is none. */
  neighbour({ jobId, number }: Run, side: 'previous' | 'next'): Promise<Run | null> {
    const before = side === 'previous'
    return this.database.read((manager) =>
      manager.findOne(Run, {
        where: { jobId, state: 'FINISHED', number: before ? LessThan(number) : MoreThan(number) },
        order: { number: before ? 'DESC' : 'ASC' },
      }),
    )
  }

  byIds(ids: readonly string[]): Promise<Run[]> {
    return this.database.read((manager) =>
      manager
        .createQueryBuilder(Run, 'run')
        .where('run.id IN (:...ids)', { ids: [...ids, ''] })
        .getMany(),
    )
  }

  /** The latest run of each job that had finished at a moment (ISO 8601). */
  finishedAsOf(jobIds: readonly string[], moment: string): Promise<Run[]> {
    return this.database.read((manager) => {
      const latest = manager
        .createQueryBuilder()
        .select('MAX(other.number)')
        .from(Run, 'other')
        .where(`other.jobId = run.jobId AND other.state = 'FINISHED' AND other.finishedAt <= :moment`)
      return manager
        .createQueryBuilder(Run, 'run')
        .where('run.jobId IN (:...ids)', { ids: [...jobIds, ''] })
        .andWhere(`run.number = (${latest.getQuery()})`, { moment })
        .getMany()
    })
  }

  /** Oldest first. */
  inStates(states: readonly RunState[]): Promise<Run[]> {
    return this.database.read((manager) =>
      manager
        .createQueryBuilder(Run, 'run')
        .where('run.state IN (:...states)', { states: [...states] })
        .orderBy('run.id')
        .getMany(),
    )
  }

  /** Newest first; of one job where `jobId` is given. */
  page(page: IdPage, jobId?: string | null): Promise<Slice<Run>> {
    return this.database.read((manager) => sliceById(ofJob(manager, jobId), page))
  }

  count(jobId?: string | null): Promise<number> {
    return this.database.read((manager) => ofJob(manager, jobId).getCount())
  }

  /** The newest run of each job that has one; with `state`, the newest in that state. */
  latestOf(jobIds: readonly string[], state?: RunState): Promise<Run[]> {
    return this.database.read((manager) => {
      const among = state === undefined ? '' : ' AND other.state = :state'
      const latest = manager
        .createQueryBuilder()
        .select('MAX(other.number)')
        .from(Run, 'other')
        .where(`other.jobId = run.jobId${among}`)
      return manager
        .createQueryBuilder(Run, 'run')
        .where('run.jobId IN (:...ids)', { ids: [...jobIds, ''] })
        .andWhere(`run.number = (${latest.getQuery()})`, { state })
        .getMany()
    })
  }

  /** The finished runs of a job numbered below `before`, newest first. */
  finishedOf(jobId: string, before: number): Promise<Run[]> {
    return this.database.read((manager) =>
      manager.find(Run, {
        where: { jobId, state: 'FINISHED', number: LessThan(before) },
        order: { number: 'DESC' },
      }),
    )
  }

  /** How many runs are in each state that any is in. */
  async countByState(): Promise<Map<RunState, number>> {
    const rows = await this.database.read((manager) =>
      manager
        .createQueryBuilder(Run, 'run')
        .select('run.state', 'state')
        .addSelect('COUNT(*)', 'runs')
        .groupBy('run.state')
        .getRawMany<{ state: RunState; runs: number | string }>(),
    )
    return new Map(rows.map(({ state, runs }) => [state, Number(runs)]))
  }

  /** How many runs each job has; a job without runs is absent. */
  async countsOf(jobIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.database.read((manager) =>
      manager
        .createQueryBuilder(Run, 'run')
        .select('run.jobId', 'jobId')
        .addSelect('COUNT(*)', 'runs')
        .where('run.jobId IN (:...ids)', { ids: [...jobIds, ''] })
        .groupBy('run.jobId')
        .getRawMany<{ jobId: string; runs: number | string }>(),
    )
    return new Map(rows.map(({ jobId, runs }) => [jobId, Number(runs)]))
  }
}

function sameStart(known: Run, jobId: string, settings: RunSettings): Run {
  const { mapUsers, wipe } = known.settings
  if (known.jobId === jobId && mapUsers === settings.mapUsers && wipe === settings.wipe) return known
  throw new Problem(
    'IDEMPOTENCY_KEY_REUSED',
    `The idempotency key was used to start run ${known.id} with another job or other settings. Use a new key.`,
  )
}
