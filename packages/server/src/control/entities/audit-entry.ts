import { Column, Entity, PrimaryColumn } from 'typeorm'

import { optionalText, text } from '../columns.js'

/** Who did what, when; entries are only ever added. */
@Entity('audit_entries')
export class AuditEntry {
  /** `aud_<ulid>`. */
  @PrimaryColumn('varchar') id: string
  @Column(text) at: string
  /** Name of the token or session. */
  @Column(text) actor: string
  @Column(text) action: string
  /** Id of what it was done to. */
  @Column(optionalText) subject: string | null
  /** `DONE`, or the code of the refusal. */
  @Column(text) result: string
}
