import type { AffectedBy, Clause, Compression, ExportFormat, ExportReport, RunState } from '@crosswalk/core'
import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

import { bigCount, optionalNumber, optionalText, text } from '../columns.js'

/** A finished run that an export is of. */
export interface ExportedRun {
  readonly id: string
  readonly job: string
  readonly jobName: string
  readonly fingerprint: string
}

/** What is exported, and how; checked. */
export interface ExportSettings {
  readonly report: ExportReport
  /** Of a parsed filter. */
  readonly clauses: readonly Clause[]
  /** Only the items that have a grant for this principal of the one run, and only those grants. */
  readonly affectedBy?: AffectedBy
  readonly sort: string
  readonly runs: readonly ExportedRun[]
  readonly columns: readonly string[]
  readonly format: ExportFormat
  readonly compression: Compression
  readonly byteOrderMark: boolean
  readonly partRows: number
}

/** One export, under way or done; its files are in `exports/<id>`. */
@Entity('exports')
@Index('uq_exports_idempotency_key', ['idempotencyKey'], { unique: true })
export class Export {
  /** `exp_<ulid>`. */
  @PrimaryColumn('varchar') id: string
  @Column(text) state: RunState
  @Column('simple-json') settings: ExportSettings
  /** Known before the first byte is written. */
  @Column(bigCount) rowsTotal: number | null
  @Column(bigCount) rowsDone: number | null
  @Column(bigCount) bytesDone: number | null
  /** Rows a second. */
  @Column('float', { nullable: true }) progressRate: number | null
  @Column(optionalText) savedAt: string | null
  @Column(optionalText) problemCode: string | null
  @Column('text', { nullable: true }) problemMessage: string | null
  @Column(optionalNumber) workerPid: number | null
  @Column(optionalText) workerStartedAt: string | null
  /** Name of the token or session that asked for it. */
  @Column(text) createdBy: string
  @Column(text) createdAt: string
  @Column(optionalText) startedAt: string | null
  /** When it last came to rest. */
  @Column(optionalText) finishedAt: string | null
  @Column(optionalText) idempotencyKey: string | null
}
