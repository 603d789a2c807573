import type { Phase, RunState, RunSummary } from '@crosswalk/core'
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'

import { bigCount, optionalNumber, optionalText, text } from '../columns.js'
import { Job } from './job.js'

/** What a run was started with: what the start asked for, else what the job said then. */
export interface RunSettings {
  readonly mapUsers: boolean
  readonly wipe: boolean
}

/** One execution of a job. */
@Entity('runs')
@Index('uq_runs_job_number', ['jobId', 'number'], { unique: true })
@Index('uq_runs_unfinished', ['jobId'], {
  unique: true,
  where: `"state" IN ('QUEUED', 'RUNNING', 'STOPPING')`,
})
@Index('uq_runs_idempotency_key', ['idempotencyKey'], { unique: true })
export class Run {
  /** `run_<ulid>`. */
  @PrimaryColumn('varchar') id: string
  @Column(text) jobId: string
  @ManyToOne(() => Job, { nullable: false })
  @JoinColumn({ name: 'jobId', foreignKeyConstraintName: 'fk_runs_job' })
  job?: Relation<Job>
  /** 1 for the job's first run, counting up. */
  @Column('integer') number: number
  @Column(text) state: RunState
  @Column(optionalText) phase: Phase | null
  @Column(bigCount) progressDone: number | null
  @Column(bigCount) progressTotal: number | null
  /** A second, while the phase is under way and it can be told. */
  @Column('float', { nullable: true }) progressRate: number | null
  /** When what was done was last put on disk, not to be repeated. */
  @Column(optionalText) savedAt: string | null
  @Column('simple-json') settings: RunSettings
  @Column(optionalText) fingerprint: string | null
  @Column(optionalText) problemCode: string | null
  @Column('text', { nullable: true }) problemMessage: string | null
  @Column(optionalNumber) workerPid: number | null
  /** Start time of the worker's process: with the pid it tells a live worker from another process of that number. */
  @Column(optionalText) workerStartedAt: string | null
  @Column(text) createdAt: string
  @Column(optionalText) startedAt: string | null
  /** When the run last came to rest; null while it is queued or under way. */
  @Column(optionalText) finishedAt: string | null
  @Column(optionalText) idempotencyKey: string | null
  @Column('simple-json', { nullable: true }) summary: RunSummary | null
}
