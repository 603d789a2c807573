import { In, LessThanOrEqual, type EntityManager } from 'typeorm'

import { Problem } from '../problem.js'
import { iso, later, type Clock } from './clock.js'
import type { Database } from './database.js'
import { JobUpload } from './entities/job-upload.js'
import { Upload } from './entities/upload.js'
import { sliceById, type IdPage, type Slice } from './keyset.js'

/** How long an upload is kept that no job uses. */
export const UNREFERENCED_LIFETIME = 24 * 60 * 60_000

export type NewUpload = Pick<Upload, 'id' | 'kind' | 'name' | 'file' | 'bytes' | 'sha256' | 'createdBy'>

/** The uploads of the control store; their files are the upload folder's. */
export class Uploads {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  add(upload: NewUpload): Promise<Upload> {
    const now = iso(this.clock())
    return this.database.write((manager) =>
      manager.save(manager.create(Upload, { ...upload, createdAt: now, unreferencedSince: now })),
    )
  }

  find(id: string): Promise<Upload | null> {
    return this.database.read((manager) => manager.findOneBy(Upload, { id }))
  }

  byIds(ids: readonly string[]): Promise<Upload[]> {
    return this.database.read((manager) => manager.findBy(Upload, { id: In([...ids]) }))
  }

  /** Newest first. */
  page(page: IdPage): Promise<Slice<Upload>> {
    return this.database.read((manager) => sliceById(manager.createQueryBuilder(Upload, 'upload'), page))
  }

  /** Ids of all, for telling files that belong to none. */
  async ids(): Promise<Set<string>> {
    const rows = await this.database.read((manager) => manager.find(Upload, { select: { id: true } }))
    return new Set(rows.map(({ id }) => id))
  }

  /** @throws Problem `NOT_FOUND`, or `UPLOAD_IN_USE` where a job uses it. */
  async remove(id: string): Promise<void> {
    await this.database.write(async (manager) => {
      if (await manager.existsBy(JobUpload, { uploadId: id }))
        throw new Problem('UPLOAD_IN_USE', `A job uses upload ${id}. Take it out of the job first.`)
      const { affected } = await manager.delete(Upload, { id })
      if (affected === 0) throw new Problem('NOT_FOUND', `There is no upload ${id}.`)
    })
  }

  /** Forgets those that no job has used for the lifetime, and gives their ids. */
  async expire(): Promise<string[]> {
    const before = later(this.clock(), -UNREFERENCED_LIFETIME)
    return this.database.write(async (manager) => {
      const expired = await manager.find(Upload, {
        select: { id: true },
        where: { unreferencedSince: LessThanOrEqual(before) },
      })
      const ids = expired.map(({ id }) => id)
      if (ids.length > 0) await manager.delete(Upload, { id: In(ids) })
      return ids
    })
  }
}

/**
 * Makes these the uploads that a job uses, as part of a write of the job.
 *
 * @throws Problem `NOT_FOUND` where one of them is gone.
 */
export async function useUploads(
  manager: EntityManager,
  jobId: string,
  uploadIds: readonly string[],
  now: string,
): Promise<void> {
  const used = [...new Set(uploadIds)]
  const before = await manager.findBy(JobUpload, { jobId })
  await manager.delete(JobUpload, { jobId })
  const { affected } = await manager.update(Upload, { id: In(used) }, { unreferencedSince: null })
  if (used.length > 0 && affected !== used.length)
    throw new Problem('NOT_FOUND', 'An upload of the job is gone. Send the file again.')
  if (used.length > 0)
    await manager.insert(
      JobUpload,
      used.map((uploadId) => ({ jobId, uploadId })),
    )
  for (const { uploadId } of before)
    if (!(await manager.existsBy(JobUpload, { uploadId })))
      await manager.update(Upload, { id: uploadId }, { unreferencedSince: now })
}
