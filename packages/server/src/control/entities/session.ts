import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

import { text } from '../columns.js'
import type { Role } from '../roles.js'

/** A browser that signed in. The cookie's secret itself is never stored. */
@Entity('sessions')
@Index('uq_sessions_hash', ['hash'], { unique: true })
export class Session {
  /** `ses_<ulid>`. */
  @PrimaryColumn('varchar') id: string
  /** SHA-256 of the secret, hexadecimal. */
  @Column(text) hash: string
  @Column(text) name: string
  @Column(text) role: Role
  @Column(text) createdAt: string
  @Column(text) expiresAt: string
}
