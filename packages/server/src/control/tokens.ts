import { Problem } from '../problem.js'
import { iso, type Clock } from './clock.js'
import type { Database } from './database.js'
import { Token } from './entities/token.js'
import { newId } from './ids.js'
import type { Role } from './roles.js'
import { hashSecret, newSecret } from './secrets.js'

export interface NewToken {
  readonly name: string
  readonly role: Role
  readonly expiresAt?: string | null
}

const MINUTE = 60_000

/** The API tokens of the control store. */
export class Tokens {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** A new token; its secret is in this answer and nowhere else. */
  create({ name, role, expiresAt = null }: NewToken): Promise<{ secret: string; token: Token }> {
    return this.database.write(async (manager) => {
      const secret = newSecret('cwt')
      const values = { id: newId('tok'), hash: hashSecret(secret), name, role, expiresAt, lastUsedAt: null }
      const token = await manager.save(manager.create(Token, { ...values, createdAt: iso(this.clock()) }))
      return { secret, token }
    })
  }

  /** The token with this secret, unless it has expired; notes its use. */
  async use(secret: string): Promise<Token | null> {
    const token = await this.database.read((manager) =>
      manager.findOneBy(Token, { hash: hashSecret(secret) }),
    )
    const now = this.clock()
    if (token === null || (token.expiresAt !== null && token.expiresAt <= iso(now))) return null
    const lastUse = token.lastUsedAt === null ? 0 : Date.parse(token.lastUsedAt)
    if (now.getTime() - lastUse >= MINUTE)
      await this.database.write((manager) =>
        manager.update(Token, { id: token.id }, { lastUsedAt: iso(now) }),
      )
    return token
  }

  /** The token of that id, unless it has expired or was revoked. */
  async byId(id: string): Promise<Token | null> {
    const token = await this.database.read((manager) => manager.findOneBy(Token, { id }))
    const expired = token !== null && token.expiresAt !== null && token.expiresAt <= iso(this.clock())
    return expired ? null : token
  }

  list(): Promise<Token[]> {
    return this.database.read((manager) => manager.find(Token, { order: { id: 'ASC' } }))
  }

  /** @throws Problem `NOT_FOUND` */
  async revoke(id: string): Promise<void> {
    const { affected } = await this.database.write((manager) => manager.delete(Token, { id }))
    if (affected === 0) throw new Problem('NOT_FOUND', `There is no token ${id}.`)
  }
}
