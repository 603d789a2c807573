import type { EntityManager } from 'typeorm'

import { iso, type Clock } from './clock.js'
import type { Database } from './database.js'
import { AuditEntry } from './entities/audit-entry.js'
import { newId } from './ids.js'
import { sliceById, type IdPage, type Slice } from './keyset.js'

export interface Deed {
  /** Name of the token or session. */
  readonly actor: string
  readonly action:
    | 'SIGN_IN'
    | 'SIGN_OUT'
    | 'INVITE'
    | 'START_RUN'
    | 'RESUME_RUN'
    | 'STOP_RUN'
    | 'DELETE_RUN'
    | 'SAVE_VIEW'
    | 'DELETE_VIEW'
    | 'CREATE_TOKEN'
    | 'REVOKE_TOKEN'
    | 'IMPORT_EXCEPTIONS'
    | 'CREATE_JOB'
    | 'UPDATE_JOB'
    | 'DELETE_JOB'
    | 'UPLOAD'
    | 'DELETE_UPLOAD'
    | 'TEST_DIRECTORY'
    | 'SAVE_DIRECTORY'
    | 'REMOVE_DIRECTORY'
    | 'START_EXPORT'
    | 'RESUME_EXPORT'
    | 'STOP_EXPORT'
    | 'DELETE_EXPORT'
    | 'DOWNLOAD_EXPORT'
    | 'DOWNLOAD_REPORT'
  readonly subject?: string | null
  /** `DONE` unless it was refused: then the refusal's code. */
  readonly result?: string
}

/** Whose deeds, which, and done to what; absent or null: any. */
export interface AuditFilter {
  readonly actor?: string | null
  readonly action?: string | null
  readonly subject?: string | null
}

const matching = (manager: EntityManager, { actor, action, subject }: AuditFilter) => {
  const query = manager.createQueryBuilder(AuditEntry, 'entry').where('1 = 1')
  for (const [column, value] of Object.entries({ actor, action, subject }))
    if (value != null) query.andWhere(`entry.${column} = :${column}`, { [column]: value })
  return query
}

/** Who did what. */
export class Audit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async record({ actor, action, subject = null, result = 'DONE' }: Deed): Promise<void> {
    await this.database.write((manager) =>
      manager.insert(AuditEntry, { id: newId('aud'), at: iso(this.clock()), actor, action, subject, result }),
    )
  }

  /** Newest first. */
  page(page: IdPage, filter: AuditFilter = {}): Promise<Slice<AuditEntry>> {
    return this.database.read((manager) => sliceById(matching(manager, filter), page))
  }

  async list(limit: number): Promise<AuditEntry[]> {
    return (await this.page({ limit })).rows
  }

  count(filter: AuditFilter = {}): Promise<number> {
    return this.database.read((manager) => matching(manager, filter).getCount())
  }
}
