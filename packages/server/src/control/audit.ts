import { iso, type Clock } from './clock.js'
import type { Database } from './database.js'
import { AuditEntry } from './entities/audit-entry.js'
import { newId } from './ids.js'

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
  readonly subject?: string | null
  /** `DONE` unless it was refused: then the refusal's code. */
  readonly result?: string
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
  list(limit: number): Promise<AuditEntry[]> {
    return this.database.read((manager) => manager.find(AuditEntry, { order: { id: 'DESC' }, take: limit }))
  }
}
