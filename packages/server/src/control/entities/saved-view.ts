import type { Clause, Report } from '@crosswalk/core'
import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

import { text } from '../columns.js'

/** What a view shows, in version 1: the filter's clauses as they were written, the order, the columns. */
export interface ViewContent {
  readonly v: 1
  readonly clauses: readonly Clause[]
  readonly sort: string
  readonly columns: readonly string[]
}

/** A report's filter, order and columns under a name. */
@Entity('saved_views')
@Index('uq_saved_views_name', ['owner', 'report', 'name'], { unique: true })
export class SavedView {
  /** `view_<ulid>`. */
  @PrimaryColumn('varchar') id: string
  @Column(text) report: Report
  @Column(text) name: string
  /** Name of the token or session that saved it. */
  @Column(text) owner: string
  /** Whether everybody sees it. */
  @Column('boolean') shared: boolean
  @Column('simple-json') content: ViewContent
  @Column(text) createdAt: string
  @Column(text) updatedAt: string
}
