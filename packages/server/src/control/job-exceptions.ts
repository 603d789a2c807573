import { exceptionKey, type ExceptionEntry } from '@crosswalk/core'
import type { EntityManager } from 'typeorm'

import { iso, type Clock } from './clock.js'
import type { Database } from './database.js'
import { JobException } from './entities/job-exception.js'
import { newId } from './ids.js'

export interface ExceptionChange {
  readonly add: readonly ExceptionEntry[]
  /** Keys of those to take out; `all`: every one that is not added. */
  readonly remove: readonly string[] | 'all'
}

/** Rows a statement: well below the number of parameters any engine takes. */
const CHUNK = 500

const chunksOf = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, at) => all.slice(at * CHUNK, (at + 1) * CHUNK))

/** The exceptions that belong to jobs: at most one a source identity. */
export class JobExceptions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** In the order of their keys by code unit: the same set is always the same list. */
  async ofJob(jobId: string): Promise<ExceptionEntry[]> {
    const found = await this.database.read((manager) => manager.findBy(JobException, { jobId }))
    return found.sort((a, b) => (a.sourceKey < b.sourceKey ? -1 : 1)).map(entryOf)
  }

  /** Adds, putting each in the place of one of equal key, and takes out; all or nothing. */
  async change(jobId: string, { add, remove }: ExceptionChange): Promise<void> {
    const rows = new Map(add.map((entry) => [exceptionKey(entry), rowOf(jobId, entry, iso(this.clock()))]))
    await this.database.write(async (manager) => {
      if (remove === 'all') await manager.delete(JobException, { jobId })
      else await deleteKeys(manager, jobId, [...remove, ...rows.keys()])
      for (const chunk of chunksOf([...rows.values()])) await manager.insert(JobException, chunk)
    })
  }

  /** How many each job has; a job without any is absent. */
  async countsOf(jobIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.database.read((manager) =>
      manager
        .createQueryBuilder(JobException, 'exception')
        .select('exception.jobId', 'jobId')
        .addSelect('COUNT(*)', 'exceptions')
        .where('exception.jobId IN (:...ids)', { ids: [...jobIds, ''] })
        .groupBy('exception.jobId')
        .getRawMany<{ jobId: string; exceptions: number | string }>(),
    )
    return new Map(rows.map(({ jobId, exceptions }) => [jobId, Number(exceptions)]))
  }
}

const deleteKeys = async (manager: EntityManager, jobId: string, keys: readonly string[]): Promise<void> => {
  for (const chunk of chunksOf(keys))
    await manager
      .createQueryBuilder()
      .delete()
      .from(JobException)
      .where('jobId = :jobId AND sourceKey IN (:...chunk)', { jobId, chunk })
      .execute()
}

const rowOf = (
  jobId: string,
  { type, source, destination, file, line }: ExceptionEntry,
  createdAt: string,
): Omit<JobException, 'job'> => ({
  ...{ id: newId('exc'), jobId, sourceKey: exceptionKey({ type, source }), type, createdAt, file, line },
  ...{ sourceId: source.id, sourceUsername: source.username },
  ...{ sourceName: source.name, sourceCaption: source.caption },
  ...{ destinationId: destination.id, destinationUsername: destination.username },
  ...{ destinationName: destination.name, destinationCaption: destination.caption },
})

const entryOf = (row: JobException): ExceptionEntry => ({
  type: row.type,
  source: {
    ...{ id: row.sourceId, username: row.sourceUsername },
    ...{ name: row.sourceName, caption: row.sourceCaption },
  },
  destination: {
    ...{ id: row.destinationId, username: row.destinationUsername },
    ...{ name: row.destinationName, caption: row.destinationCaption },
  },
  file: row.file,
  line: row.line,
})
