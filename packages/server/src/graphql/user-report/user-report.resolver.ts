import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql'

import { Access } from '../access.js'
import type { Context } from '../context.js'
import { BulkGroupFieldEnum, BulkUserFieldEnum, UserReportFieldEnum } from '../enums.js'
import { filterClauseOf, type FilterClauseOf } from '../filter-clause.js'
import { pageCost, ReportPageArgs } from '../paging/page-args.js'
import { reportPage } from '../report-page.js'
import { BulkGroupConnection, BulkUserConnection, UserReportConnection } from './user-report-rows.js'

const UserReportFilterClause = filterClauseOf('UserReportFilterClause', UserReportFieldEnum)
const BulkGroupFilterClause = filterClauseOf('BulkGroupFilterClause', BulkGroupFieldEnum)
const BulkUserFilterClause = filterClauseOf('BulkUserFilterClause', BulkUserFieldEnum)
const ofRun = { description: 'Id of the run.' }
const filtered = { nullable: true, description: 'Only rows that meet all of these.' }

/** What the current product gives beside its report, for runs under the ruleset `aem-groups-only`. */
@Resolver()
export class UserReportResolver {
  @Access('viewer')
  @Query(() => UserReportConnection, {
    description: 'The user report of one finished run under the ruleset aem-groups-only.',
    complexity: pageCost,
  })
  async userReport(
    @Ctx() context: Context,
    @Arg('runId', () => ID, ofRun) runId: string,
    @Args(() => ReportPageArgs) args: ReportPageArgs,
    @Arg('filter', () => [UserReportFilterClause], filtered)
    filter?: FilterClauseOf<keyof typeof UserReportFieldEnum>[] | null,
  ): Promise<UserReportConnection> {
    return reportPage(context, 'user_report', runId, args, filter)
  }

  @Access('viewer')
  @Query(() => BulkGroupConnection, {
    description: 'The groups to be created at the identity provider after a run under aem-groups-only.',
    complexity: pageCost,
  })
  async bulkGroups(
    @Ctx() context: Context,
    @Arg('runId', () => ID, ofRun) runId: string,
    @Args(() => ReportPageArgs) args: ReportPageArgs,
    @Arg('filter', () => [BulkGroupFilterClause], filtered)
    filter?: FilterClauseOf<keyof typeof BulkGroupFieldEnum>[] | null,
  ): Promise<BulkGroupConnection> {
    return reportPage(context, 'bulk_groups', runId, args, filter)
  }

  @Access('viewer')
  @Query(() => BulkUserConnection, {
    description: 'The users to be created at the identity provider after a run under aem-groups-only.',
    complexity: pageCost,
  })
  async bulkUsers(
    @Ctx() context: Context,
    @Arg('runId', () => ID, ofRun) runId: string,
    @Args(() => ReportPageArgs) args: ReportPageArgs,
    @Arg('filter', () => [BulkUserFilterClause], filtered)
    filter?: FilterClauseOf<keyof typeof BulkUserFieldEnum>[] | null,
  ): Promise<BulkUserConnection> {
    return reportPage(context, 'bulk_users', runId, args, filter)
  }
}
