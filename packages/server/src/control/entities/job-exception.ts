import type { PrincipalKind } from '@crosswalk/core'
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'

import { optionalNumber, optionalText, text } from '../columns.js'
import { Job } from './job.js'

/** A source identity of a job and the destination it is mapped to by hand. */
@Entity('job_exceptions')
@Index('uq_job_exceptions_source', ['jobId', 'sourceKey'], { unique: true })
export class JobException {
  /** `exc_<ulid>`. */
  @PrimaryColumn('varchar') id: string
  @Column(text) jobId: string
  @ManyToOne(() => Job, { nullable: false })
  @JoinColumn({ name: 'jobId', foreignKeyConstraintName: 'fk_job_exceptions_job' })
  job?: Relation<Job>
  /** What the source identity is known by: one exception a source. */
  @Column(text) sourceKey: string
  /** Null: an account, or else a group. */
  @Column(optionalText) type: PrincipalKind | null
  @Column(optionalText) sourceId: string | null
  @Column(optionalText) sourceUsername: string | null
  @Column(optionalText) sourceName: string | null
  @Column(optionalText) sourceCaption: string | null
  @Column(optionalText) destinationId: string | null
  @Column(optionalText) destinationUsername: string | null
  @Column(optionalText) destinationName: string | null
  @Column(optionalText) destinationCaption: string | null
  /** The file and line it was imported from. */
  @Column(optionalText) file: string | null
  @Column(optionalNumber) line: number | null
  @Column(text) createdAt: string
}
