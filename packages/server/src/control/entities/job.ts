import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

import type { JobDefinition } from '../../inputs/job/job.js'
import { text } from '../columns.js'

/** A named migration: its inputs and settings. */
@Entity('jobs')
@Index('uq_jobs_name', ['name'], { unique: true })
export class Job {
  /** `job_<ulid>`. */
  @PrimaryColumn('varchar') id: string
  @Column(text) name: string
  /** The normalised job file. */
  @Column('simple-json') definition: JobDefinition
  @Column(text) createdAt: string
  @Column(text) updatedAt: string
}
