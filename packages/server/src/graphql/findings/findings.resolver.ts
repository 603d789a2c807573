import type { FilterOp } from '@crosswalk/core'
import { Arg, Args, Ctx, Field, InputType, Query, Resolver } from 'type-graphql'

import { filterOf } from '../../warehouse/filter-input.js'
import { Access } from '../access.js'
import type { Context } from '../context.js'
import { FilterOpEnum, FindingFieldEnum, FindingSortEnum } from '../enums.js'
import { pageCost } from '../paging/page-args.js'
import { plainRow, readPage, readWindow, reportConnection } from '../reports/read-report.js'
import { requireAllFinished, resolveScope, type ResolvedScope } from '../reports/resolve-scope.js'
import { ReportArgs, WindowArgs } from '../reports/run-scope.js'
import { FindingConnection } from './finding.js'

@InputType({ description: 'A condition. Clauses are joined by AND, the values of one clause by OR.' })
export class FindingFilterClause {
  @Field(() => FindingFieldEnum, { description: 'What is compared.' })
  field: keyof typeof FindingFieldEnum
  @Field(() => FilterOpEnum, { description: 'How it is compared.' })
  op: FilterOp
  @Field(() => [String], { description: 'What it is compared with; names of enum values in either case.' })
  values: string[]
}

type Clauses = FindingFilterClause[] | null | undefined

const FILTER = { nullable: true, description: 'Only rows that meet all of these.' } as const
const SORT = { defaultValue: 'DEFAULT', description: 'The order of the rows.' } as const

@Resolver()
export class FindingsResolver {
  @Access('viewer')
  @Query(() => FindingConnection, {
    description: 'The findings of finished runs, page by page.',
    complexity: pageCost,
  })
  async findings(
    @Ctx() context: Context,
    @Args(() => ReportArgs) args: ReportArgs,
    @Arg('sort', () => FindingSortEnum, SORT) sort: keyof typeof FindingSortEnum,
    @Arg('filter', () => [FindingFilterClause], FILTER) clauses?: Clauses,
  ): Promise<FindingConnection> {
    const query = queryOf(await resolveScope(context, args, args.after ?? args.before), clauses, sort)
    return reportConnection(context, query, await readPage(context, query, args), plainRow)
  }

  @Access('viewer')
  @Query(() => FindingConnection, {
    description: 'The same rows from any place of the filtered, sorted result on.',
    complexity: pageCost,
  })
  async findingsWindow(
    @Ctx() context: Context,
    @Args(() => WindowArgs) args: WindowArgs,
    @Arg('sort', () => FindingSortEnum, SORT) sort: keyof typeof FindingSortEnum,
    @Arg('filter', () => [FindingFilterClause], FILTER) clauses?: Clauses,
  ): Promise<FindingConnection> {
    const query = queryOf(await resolveScope(context, args), clauses, sort)
    return reportConnection(context, query, await readWindow(context, query, args), plainRow)
  }
}

const queryOf = (scope: ResolvedScope, clauses: Clauses, sort: keyof typeof FindingSortEnum) => ({
  report: 'findings' as const,
  scope: requireAllFinished(scope),
  filter: filterOf('findings', clauses ?? []),
  sort,
})
