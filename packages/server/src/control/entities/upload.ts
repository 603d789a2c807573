import { Column, Entity, PrimaryColumn } from 'typeorm'

import { bigCount, optionalText, text } from '../columns.js'
import type { UploadKind } from '../upload-kinds.js'

/** A file that was sent to the server, whole. */
@Entity('uploads')
export class Upload {
  /** `upl_<ulid>`. */
  @PrimaryColumn('varchar') id: string
  @Column(text) kind: UploadKind
  /** As the sender names it. */
  @Column(text) name: string
  /** Where it lies below the folder of uploads: `<id>/<name made by the server>`. */
  @Column(text) file: string
  @Column({ ...bigCount, nullable: false }) bytes: number
  /** Hexadecimal. */
  @Column(text) sha256: string
  /** Name of the token or session that sent it. */
  @Column(text) createdBy: string
  @Column(text) createdAt: string
  /** Since when no job has used it; null while one does. */
  @Column(optionalText) unreferencedSince: string | null
}
