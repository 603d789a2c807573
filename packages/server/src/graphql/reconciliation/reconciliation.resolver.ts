import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql'

import { Access } from '../access.js'
import type { Context } from '../context.js'
import { ReconciliationFieldEnum, ReconciliationMemberFieldEnum } from '../enums.js'
import { filterClauseOf, type FilterClauseOf } from '../filter-clause.js'
import { pageCost, ReportPageArgs } from '../paging/page-args.js'
import { reportPage } from '../report-page.js'
import { ReconciliationConnection, ReconciliationMemberConnection } from './reconciliation-rows.js'

const ReconciliationFilterClause = filterClauseOf('ReconciliationFilterClause', ReconciliationFieldEnum)
const ReconciliationMemberFilterClause = filterClauseOf(
  'ReconciliationMemberFilterClause',
  ReconciliationMemberFieldEnum,
)
const ofRun = { description: 'Id of the run.' }
const filtered = { nullable: true, description: 'Only rows that meet all of these.' }

@Resolver()
export class ReconciliationResolver {
  @Access('viewer')
  @Query(() => ReconciliationConnection, {
    description: 'The migrated groups of one finished run beside the groups of the destination, by name.',
    complexity: pageCost,
  })
  async reconciliation(
    @Ctx() context: Context,
    @Arg('runId', () => ID, ofRun) runId: string,
    @Args(() => ReportPageArgs) args: ReportPageArgs,
    @Arg('filter', () => [ReconciliationFilterClause], filtered)
    filter?: FilterClauseOf<keyof typeof ReconciliationFieldEnum>[] | null,
  ): Promise<ReconciliationConnection> {
    return reportPage(context, 'reconciliation', runId, args, filter)
  }

  @Access('viewer')
  @Query(() => ReconciliationMemberConnection, {
    description: 'The members that one side of a group in both has alone.',
    complexity: pageCost,
  })
  async reconciliationMembers(
    @Ctx() context: Context,
    @Arg('runId', () => ID, ofRun) runId: string,
    @Args(() => ReportPageArgs) args: ReportPageArgs,
    @Arg('filter', () => [ReconciliationMemberFilterClause], filtered)
    filter?: FilterClauseOf<keyof typeof ReconciliationMemberFieldEnum>[] | null,
  ): Promise<ReconciliationMemberConnection> {
    return reportPage(context, 'reconciliation_members', runId, args, filter)
  }
}
