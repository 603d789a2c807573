import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

import type { JobDefinition } from '../../inputs/job/job.js'
import { optionalText, text } from '../columns.js'

/** A named migration: its inputs and settings. */
@Entity('jobs')
@Index('uq_jobs_name', ['name'], { unique: true })
@Index('uq_jobs_idempotency_key', ['idempotencyKey'], { unique: true })
export class Job {
  /** `job_<ulid>`. */
  @PrimaryColumn('varchar') id: string
  @Column(text) name: string
  /** The normalised job file. */
  @Column('simple-json') definition: JobDefinition
  @Column(text) createdAt: string
  @Column(text) updatedAt: string
  /** The key it was made with, where it was made once for a key. */
  @Column(optionalText) idempotencyKey: string | null
  /** Tells what was asked for with that key: SHA-256, hexadecimal. */
  @Column(optionalText) idempotencyHash: string | null
}
