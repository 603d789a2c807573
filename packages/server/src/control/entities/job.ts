import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

import { text } from '../columns.js'

/** What the control store needs to know of a normalised job; the rest of the definition is kept as it is. */
export interface JobDefinitionShape {
  readonly name: string
  readonly source: { readonly platform: string; readonly instance?: string | null }
}

/** A named migration: its inputs and settings. */
@Entity('jobs')
@Index('uq_jobs_name', ['name'], { unique: true })
export class Job {
  /** `job_<ulid>`. */
  @PrimaryColumn('varchar') id: string
  @Column(text) name: string
  /** The normalised job file. */
  @Column('simple-json') definition: JobDefinitionShape
  @Column(text) createdAt: string
  @Column(text) updatedAt: string
}
