import { LessThanOrEqual } from 'typeorm'

import { iso, later, type Clock } from './clock.js'
import type { Database } from './database.js'
import { Session } from './entities/session.js'
import { SignInCode } from './entities/sign-in-code.js'
import { newId } from './ids.js'
import type { Role } from './roles.js'
import { hashSecret, newSecret } from './secrets.js'

const MINUTE = 60_000
/** A sign-in code is good for this long, and once. */
export const SIGN_IN_LIFETIME = 15 * MINUTE
/** A session ends after this long, however much it is used. */
export const SESSION_LIFETIME = 7 * 24 * 60 * MINUTE

/** Sign-in codes and the sessions they open. */
export class Sessions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** A new sign-in code for a session of this name and role. */
  invite(name: string, role: Role): Promise<string> {
    return this.database.write(async (manager) => {
      const code = newSecret('cwc')
      const now = this.clock()
      await manager.delete(SignInCode, { expiresAt: LessThanOrEqual(iso(now)) })
      await manager.insert(SignInCode, {
        id: newId('sic'),
        hash: hashSecret(code),
        name,
        role,
        createdAt: iso(now),
        expiresAt: later(now, SIGN_IN_LIFETIME),
      })
      return code
    })
  }

  /** Opens a session with a code, using it up; null where the code is unknown, used or too old. */
  open(code: string): Promise<{ secret: string; session: Session } | null> {
    return this.database.write(async (manager) => {
      const now = this.clock()
      await manager.delete(Session, { expiresAt: LessThanOrEqual(iso(now)) })
      const known = await manager.findOneBy(SignInCode, { hash: hashSecret(code) })
      if (known === null || known.usedAt !== null || known.expiresAt <= iso(now)) return null
      await manager.update(SignInCode, { id: known.id }, { usedAt: iso(now) })
      const secret = newSecret('cws')
      const session = manager.create(Session, {
        id: newId('ses'),
        hash: hashSecret(secret),
        name: known.name,
        role: known.role,
        createdAt: iso(now),
        expiresAt: later(now, SESSION_LIFETIME),
      })
      return { secret, session: await manager.save(session) }
    })
  }

  /** The session with this secret, unless it has expired. */
  async find(secret: string): Promise<Session | null> {
    const session = await this.database.read((manager) =>
      manager.findOneBy(Session, { hash: hashSecret(secret) }),
    )
    return session !== null && session.expiresAt > iso(this.clock()) ? session : null
  }

  /** The session of that id, unless it has expired or was closed. */
  async byId(id: string): Promise<Session | null> {
    const session = await this.database.read((manager) => manager.findOneBy(Session, { id }))
    return session !== null && session.expiresAt > iso(this.clock()) ? session : null
  }

  async close(id: string): Promise<void> {
    await this.database.write((manager) => manager.delete(Session, { id }))
  }
}
