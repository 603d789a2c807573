import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

import { optionalText, text } from '../columns.js'
import type { Role } from '../roles.js'

/** An API token. The secret itself is shown once and never stored. */
@Entity('tokens')
@Index('uq_tokens_hash', ['hash'], { unique: true })
export class Token {
  /** `tok_<ulid>`. */
  @PrimaryColumn('varchar') id: string
  /** SHA-256 of the secret, hexadecimal. */
  @Column(text) hash: string
  @Column(text) name: string
  @Column(text) role: Role
  @Column(text) createdAt: string
  /** Null: until revoked. */
  @Column(optionalText) expiresAt: string | null
  /** To the minute. */
  @Column(optionalText) lastUsedAt: string | null
}
