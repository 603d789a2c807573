import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

import { optionalText, text } from '../columns.js'
import type { Role } from '../roles.js'

/** A sign-in link: good once, and not for long. The code itself is never stored. */
@Entity('sign_in_codes')
@Index('uq_sign_in_codes_hash', ['hash'], { unique: true })
export class SignInCode {
  /** `sic_<ulid>`. */
  @PrimaryColumn('varchar') id: string
  /** SHA-256 of the code, hexadecimal. */
  @Column(text) hash: string
  /** Name and role of the session it opens. */
  @Column(text) name: string
  @Column(text) role: Role
  @Column(text) createdAt: string
  @Column(text) expiresAt: string
  @Column(optionalText) usedAt: string | null
}
