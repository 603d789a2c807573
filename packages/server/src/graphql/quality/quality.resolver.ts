import type { FilterOp } from '@crosswalk/core'
import { Arg, Args, Ctx, Field, InputType, Query, Resolver } from 'type-graphql'

import { filterOf } from '../../warehouse/filter-input.js'
import { Access } from '../access.js'
import type { Context } from '../context.js'
import { FilterOpEnum, QualityFieldEnum } from '../enums.js'
import { pageCost } from '../paging/page-args.js'
import { plainRow, readPage, readWindow, reportConnection } from '../reports/read-report.js'
import { requireAllFinished, resolveScope, type ResolvedScope } from '../reports/resolve-scope.js'
import { ReportArgs, WindowArgs } from '../reports/run-scope.js'
import { SourceQualityConnection } from './quality-row.js'

@InputType({ description: 'A condition. Clauses are joined by AND, the values of one clause by OR.' })
export class QualityFilterClause {
  @Field(() => QualityFieldEnum, { description: 'What is compared.' })
  field: keyof typeof QualityFieldEnum
  @Field(() => FilterOpEnum, { description: 'How it is compared.' })
  op: FilterOp
  @Field(() => [String], { description: 'What it is compared with; names of enum values in either case.' })
  values: string[]
}

type Clauses = QualityFilterClause[] | null | undefined

const FILTER = { nullable: true, description: 'Only rows that meet all of these.' } as const

@Resolver()
export class QualityResolver {
  @Access('viewer')
  @Query(() => SourceQualityConnection, {
    description: 'The source quality report of finished runs, page by page.',
    complexity: pageCost,
  })
  async sourceQuality(
    @Ctx() context: Context,
    @Args(() => ReportArgs) args: ReportArgs,
    @Arg('filter', () => [QualityFilterClause], FILTER) clauses?: Clauses,
  ): Promise<SourceQualityConnection> {
    const query = queryOf(await resolveScope(context, args, args.after ?? args.before), clauses)
    return reportConnection(context, query, await readPage(context, query, args), plainRow)
  }

  @Access('viewer')
  @Query(() => SourceQualityConnection, {
    description: 'The same rows from any place of the filtered result on.',
    complexity: pageCost,
  })
  async sourceQualityWindow(
    @Ctx() context: Context,
    @Args(() => WindowArgs) args: WindowArgs,
    @Arg('filter', () => [QualityFilterClause], FILTER) clauses?: Clauses,
  ): Promise<SourceQualityConnection> {
    const query = queryOf(await resolveScope(context, args), clauses)
    return reportConnection(context, query, await readWindow(context, query, args), plainRow)
  }
}

const queryOf = (scope: ResolvedScope, clauses: Clauses) => ({
  report: 'source_quality' as const,
  scope: requireAllFinished(scope),
  filter: filterOf('source_quality', clauses ?? []),
  sort: undefined,
})
