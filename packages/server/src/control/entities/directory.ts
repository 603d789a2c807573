import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

import type { DirectorySettings, SecretName } from '../../directories/settings.js'
import { bigCount, optionalNumber, text } from '../columns.js'

/** The configuration of a live directory. */
@Entity('directories')
@Index('uq_directories_name', ['name'], { unique: true })
export class Directory {
  /** `dir_<ulid>`. */
  @PrimaryColumn('varchar') id: string
  /** What jobs call it. */
  @Column(text) name: string
  @Column('simple-json') settings: DirectorySettings
  /** The secrets as JSON, sealed. */
  @Column('text') secrets: string
  /** Which secrets there are; all that is ever told of them. */
  @Column('simple-json') secretNames: SecretName[]
  /** When the secrets were last entered: an access token ends 24 hours after it was made. */
  @Column(text) secretsAt: string
  @Column(text) testedAt: string
  /** Users it counted when it was tested, and how many it gives a page; null where it does not say. */
  @Column(bigCount) users: number | null
  @Column(optionalNumber) pageSize: number | null
  @Column(text) createdAt: string
  @Column(text) updatedAt: string
}
