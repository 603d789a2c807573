import type { EntityManager } from 'typeorm'

import { Problem } from '../problem.js'
import { iso, type Clock } from './clock.js'
import type { Database } from './database.js'
import type { JobDefinition } from '../inputs/job/job.js'
import { Job } from './entities/job.js'
import { newId } from './ids.js'
import { sliceById, type IdPage, type Slice } from './keyset.js'

const matching = (manager: EntityManager, search?: string | null) => {
  const query = manager.createQueryBuilder(Job, 'job').where('1 = 1')
  if (search == null || search === '') return query
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`
  return query.andWhere(`job.name LIKE :pattern ESCAPE '\\'`, { pattern })
}

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
      return manager.save(job)
    })
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

  byIds(ids: readonly string[]): Promise<Job[]> {
    return this.database.read((manager) =>
      manager
        .createQueryBuilder(Job, 'job')
        .where('job.id IN (:...ids)', { ids: [...ids, ''] })
        .getMany(),
    )
  }

  /** Newest first; with `search`, those whose name contains it (ASCII letters in either case). */
  page(page: IdPage, search?: string | null): Promise<Slice<Job>> {
    return this.database.read((manager) => sliceById(matching(manager, search), page))
  }

  count(search?: string | null): Promise<number> {
    return this.database.read((manager) => matching(manager, search).getCount())
  }
}
