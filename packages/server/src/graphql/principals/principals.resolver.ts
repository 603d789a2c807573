import type { FilterOp } from '@crosswalk/core'
import { Arg, Args, Ctx, Field, ID, InputType, Query, Resolver } from 'type-graphql'

import { filterOf } from '../../warehouse/filter-input.js'
import type { OutcomeRow } from '../../warehouse/rows.js'
import { Access } from '../access.js'
import type { Context } from '../context.js'
import { FilterOpEnum, OutcomeFieldEnum, OutcomeSortEnum } from '../enums.js'
import { pageCost } from '../paging/page-args.js'
import type { RowOrigin } from '../reports/report-row.js'
import { findRow } from '../reports/find-row.js'
import { readPage, readWindow, reportConnection } from '../reports/read-report.js'
import { requireAllFinished, resolveScope, type ResolvedScope } from '../reports/resolve-scope.js'
import { ReportArgs, WindowArgs } from '../reports/run-scope.js'
import { outcomeView } from './outcome-view.js'
import { PrincipalOutcome, PrincipalOutcomeConnection } from './principal-outcome.js'

@InputType({ description: 'A condition. Clauses are joined by AND, the values of one clause by OR.' })
export class OutcomeFilterClause {
  @Field(() => OutcomeFieldEnum, { description: 'What is compared.' })
  field: keyof typeof OutcomeFieldEnum
  @Field(() => FilterOpEnum, { description: 'How it is compared.' })
  op: FilterOp
  @Field(() => [String], { description: 'What it is compared with; names of enum values in either case.' })
  values: string[]
}

type Clauses = OutcomeFilterClause[] | null | undefined

const FILTER = { nullable: true, description: 'Only rows that meet all of these.' } as const
const SORT = { defaultValue: 'DEFAULT', description: 'The order of the rows.' } as const

@Resolver()
export class PrincipalsResolver {
  @Access('viewer')
  @Query(() => PrincipalOutcomeConnection, {
    description: 'The principal migration report of finished runs, page by page.',
    complexity: pageCost,
  })
  async principalOutcomes(
    @Ctx() context: Context,
    @Args(() => ReportArgs) args: ReportArgs,
    @Arg('sort', () => OutcomeSortEnum, SORT) sort: keyof typeof OutcomeSortEnum,
    @Arg('filter', () => [OutcomeFilterClause], FILTER) clauses?: Clauses,
  ): Promise<PrincipalOutcomeConnection> {
    const show = outcomeShown(context)
    const query = queryOf(await resolveScope(context, args, args.after ?? args.before), clauses, sort)
    return reportConnection(context, query, await readPage(context, query, args), show)
  }

  @Access('viewer')
  @Query(() => PrincipalOutcomeConnection, {
    description: 'The same rows from any place of the filtered, sorted result on.',
    complexity: pageCost,
  })
  async principalOutcomesWindow(
    @Ctx() context: Context,
    @Args(() => WindowArgs) args: WindowArgs,
    @Arg('sort', () => OutcomeSortEnum, SORT) sort: keyof typeof OutcomeSortEnum,
    @Arg('filter', () => [OutcomeFilterClause], FILTER) clauses?: Clauses,
  ): Promise<PrincipalOutcomeConnection> {
    const show = outcomeShown(context)
    const query = queryOf(await resolveScope(context, args), clauses, sort)
    return reportConnection(context, query, await readWindow(context, query, args), show)
  }

  @Access('viewer')
  @Query(() => PrincipalOutcome, {
    nullable: true,
    description: 'One row of a principal migration report; null where there is none of that id.',
  })
  async principalOutcome(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Id of the row, `out_…`.' }) id: string,
  ): Promise<PrincipalOutcome | null> {
    const found = await findRow(context, 'outcomes', id)
    return found && outcomeView(context, found.row, found.origin)
  }
}

const outcomeShown = (context: Context) => (row: OutcomeRow, origin: RowOrigin) =>
  outcomeView(context, row, origin)

const queryOf = (scope: ResolvedScope, clauses: Clauses, sort: keyof typeof OutcomeSortEnum) => ({
  report: 'outcomes' as const,
  scope: requireAllFinished(scope),
  filter: filterOf('outcomes', clauses ?? []),
  sort,
})
