import type { EntityManager } from 'typeorm'

import type { JobDefinition } from '../inputs/job/job.js'
import { Problem } from '../problem.js'
import { iso, type Clock } from './clock.js'
import type { Database } from './database.js'
import { JobException } from './entities/job-exception.js'
import { Job } from './entities/job.js'
import { Run } from './entities/run.js'
import { newId } from './ids.js'
import { sliceById, type IdPage, type Slice } from './keyset.js'
import { requireIdleJob } from './run-moves.js'
import { useUploads } from './uploads.js'

export interface NewJob {
  readonly definition: JobDefinition
  /** The uploads the definition uses. */
  readonly uploadIds: readonly string[]
  /** A second making with the same key answers the first job. */
  readonly idempotencyKey?: string | null
  /** Tells whether it asks for the same. */
  readonly idempotencyHash?: string | null
}

export interface JobUpdate extends Pick<NewJob, 'definition' | 'uploadIds'> {
  readonly id: string
  /** When it last changed, as far as the asker knows; null: whenever. */
  readonly updatedAt: string | null
}

const matching = (manager: EntityManager, search?: string | null) => {
  const query = manager.createQueryBuilder(Job, 'job').where('1 = 1')
  if (search == null || search === '') return query
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`
  return query.andWhere(`job.name LIKE :pattern ESCAPE '\\'`, { pattern })
}

/** @throws Problem `JOB_NAME_TAKEN` */
async function requireFreeName(manager: EntityManager, name: string, own?: string): Promise<void> {
  const known = await manager.findOneBy(Job, { name })
  if (known !== null && known.id !== own)
    throw new Problem('JOB_NAME_TAKEN', `There is a job named '${name}' already. Choose another name.`, {
      path: 'input.definition.name',
    })
}

/** @throws Problem `NOT_FOUND` */
async function inManager(manager: EntityManager, id: string): Promise<Job> {
  const job = await manager.findOneBy(Job, { id })
  if (job === null) throw new Problem('NOT_FOUND', `There is no job ${id}.`)
  return job
}

async function madeWith(
  manager: EntityManager,
  key: string | null,
  hash: string | null,
): Promise<Job | null> {
  const made = key === null ? null : await manager.findOneBy(Job, { idempotencyKey: key })
  if (made === null || made.idempotencyHash === hash) return made
  throw new Problem(
    'IDEMPOTENCY_KEY_REUSED',
    `The idempotency key was used to make job ${made.id} with another definition. Use a new key.`,
    { path: 'input.idempotencyKey' },
  )
}

const directoriesOf = ({ source, destination }: JobDefinition): string[] =>
  [source.directory, destination?.directory].flatMap((name) => name ?? [])

/** The jobs of the control store. */
export class Jobs {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Makes the job of this name, or gives it this definition. */
  save(definition: JobDefinition): Promise<Job> {
    return this.database.write(async (manager) => {
      const { name } = definition
      const now = iso(this.clock())
      const known = await manager.findOneBy(Job, { name })
      const job = manager.create(Job, {
        ...(known ?? { id: newId('job'), name, createdAt: now }),
        definition,
        updatedAt: now,
      })
      const saved = await manager.save(job)
      await useUploads(manager, saved.id, [], now)
      return saved
    })
  }

  /** @throws Problem `JOB_NAME_TAKEN`, `IDEMPOTENCY_KEY_REUSED`, or `NOT_FOUND` where an upload is gone. */
  create({ definition, uploadIds, idempotencyKey = null, idempotencyHash = null }: NewJob): Promise<Job> {
    return this.database.write(async (manager) => {
      const { name } = definition
      const made = await madeWith(manager, idempotencyKey, idempotencyHash)
      if (made !== null) return made
      await requireFreeName(manager, name)
      const now = iso(this.clock())
      const job = await manager.save(
        manager.create(Job, {
          ...{ id: newId('job'), name, definition, createdAt: now, updatedAt: now },
          ...{ idempotencyKey, idempotencyHash },
        }),
      )
      await useUploads(manager, job.id, uploadIds, now)
      return job
    })
  }

  /** @throws Problem `NOT_FOUND`, `JOB_CHANGED` or `JOB_NAME_TAKEN` */
  update({ id, definition, uploadIds, updatedAt }: JobUpdate): Promise<Job> {
    return this.database.write(async (manager) => {
      const job = await inManager(manager, id)
      if (updatedAt !== null && updatedAt !== job.updatedAt)
        throw new Problem(
          'JOB_CHANGED',
          'The job has changed since it was read. Read it again, then change it.',
        )
      await requireFreeName(manager, definition.name, id)
      const now = iso(this.clock())
      await useUploads(manager, id, uploadIds, now)
      const changes = { name: definition.name, definition, updatedAt: now }
      return manager.save(manager.create(Job, { ...job, ...changes }))
    })
  }

  /**
   * Takes a job away with its exceptions, its use of uploads and its runs; gives the number of runs.
   *
   * @throws Problem `NOT_FOUND` or `RUN_IN_PROGRESS`
   */
  delete(id: string): Promise<number> {
    return this.database.write(async (manager) => {
      await inManager(manager, id)
      await requireIdleJob(manager, id)
      await useUploads(manager, id, [], iso(this.clock()))
      await manager.delete(JobException, { jobId: id })
      const { affected } = await manager.delete(Run, { jobId: id })
      await manager.delete(Job, { id })
      return affected ?? 0
    })
  }

  /** The job that was made with this key, or null. @throws Problem `IDEMPOTENCY_KEY_REUSED` */
  madeWith(idempotencyKey: string | null, idempotencyHash: string): Promise<Job | null> {
    return this.database.read((manager) => madeWith(manager, idempotencyKey, idempotencyHash))
  }

  async runIdsOf(id: string): Promise<string[]> {
    const runs = await this.database.read((manager) =>
      manager.find(Run, { select: { id: true }, where: { jobId: id } }),
    )
    return runs.map((run) => run.id)
  }

  find(id: string): Promise<Job | null> {
    return this.database.read((manager) => manager.findOneBy(Job, { id }))
  }

  /** @throws Problem `NOT_FOUND` */
  async get(id: string): Promise<Job> {
    const job = await this.find(id)
    if (job === null) throw new Problem('NOT_FOUND', `There is no job ${id}.`)
    return job
  }

  byName(name: string): Promise<Job | null> {
    return this.database.read((manager) => manager.findOneBy(Job, { name }))
  }

  /** The jobs that read a live directory of this name, by name. */
  async ofDirectory(name: string): Promise<Job[]> {
    const naming = await this.#namingDirectories()
    return naming.filter(({ definition }) => directoriesOf(definition).includes(name))
  }

  /** The live directories that jobs name, each once, in order. */
  async directoryNames(): Promise<string[]> {
    const naming = await this.#namingDirectories()
    return [...new Set(naming.flatMap(({ definition }) => directoriesOf(definition)))].sort()
  }

  #namingDirectories(): Promise<Job[]> {
    return this.database.read((manager) =>
      manager
        .createQueryBuilder(Job, 'job')
        .where(`job.definition LIKE '%"directory":"%'`)
        .orderBy('job.name')
        .getMany(),
    )
  }

  byIds(ids: readonly string[]): Promise<Job[]> {
    return this.database.read((manager) =>
      manager
        .createQueryBuilder(Job, 'job')
        .where('job.id IN (:...ids)', { ids: [...ids, ''] })
        .getMany(),
    )
  }

  /** The newest jobs, at most `limit`. */
  all(limit: number): Promise<Job[]> {
    return this.database.read((manager) => manager.find(Job, { order: { id: 'DESC' }, take: limit }))
  }

  /** Newest first; with `search`, those whose name contains it (ASCII letters in either case). */
  page(page: IdPage, search?: string | null): Promise<Slice<Job>> {
    return this.database.read((manager) => sliceById(matching(manager, search), page))
  }

  count(search?: string | null): Promise<number> {
    return this.database.read((manager) => matching(manager, search).getCount())
  }
}
