import type { ClauseInput, Report } from '@crosswalk/core'
import { Arg, Args, Ctx, Query, Resolver, type ClassType } from 'type-graphql'

import { filterOf } from '../../warehouse/filter-input.js'
import type { ReportRows } from '../../warehouse/rows.js'
import { Access } from '../access.js'
import type { Context } from '../context.js'
import { filterClauseOf, type FilterClauseOf } from '../filter-clause.js'
import { pageCost } from '../paging/page-args.js'
import { readPage, readWindow, reportConnection } from './read-report.js'
import type { ReportConnectionOf } from './report-connection.js'
import type { RowOrigin } from './report-row.js'
import { requireAllFinished, resolveScope, type ResolvedScope } from './resolve-scope.js'
import { ReportArgs, WindowArgs } from './run-scope.js'

export interface ReportQueriesOptions<R extends Report, F extends string, Shown> {
  report: R
  /** The query's name; with `Window` behind it, that of the windows. */
  name: string
  description: string
  connection: ClassType<ReportConnectionOf<Shown>>
  show: (row: ReportRows[R], origin: RowOrigin) => Shown
  /** The name of its filter clause in the schema, and the enum of its fields. */
  clause: string
  fields: Readonly<Record<F, string>>
}

/** The two queries of a report in its default order: page by page, and from any place on. */
export function reportQueriesOf<R extends Report, F extends string, Shown>({
  report,
  name,
  description,
  connection,
  show,
  clause,
  fields,
}: ReportQueriesOptions<R, F, Shown>) {
  const Clause = filterClauseOf(clause, fields)
  const filtered = { nullable: true, description: 'Only rows that meet all of these.' }
  const queryOf = (scope: ResolvedScope, clauses: readonly ClauseInput[] | null | undefined) => ({
    ...{ report, scope: requireAllFinished(scope), sort: undefined },
    filter: filterOf(report, clauses ?? []),
  })

  @Resolver()
  class ReportQueries {
    @Access('viewer')
    @Query(() => connection, { name, description, complexity: pageCost })
    async page(
      @Ctx() context: Context,
      @Args(() => ReportArgs) args: ReportArgs,
      @Arg('filter', () => [Clause], filtered) clauses?: FilterClauseOf<F>[] | null,
    ): Promise<ReportConnectionOf<Shown>> {
      const query = queryOf(await resolveScope(context, args, args.after ?? args.before), clauses)
      return reportConnection(context, query, await readPage(context, query, args), show)
    }

    @Access('viewer')
    @Query(() => connection, {
      name: `${name}Window`,
      description: 'The same rows from any place of the filtered result on.',
      complexity: pageCost,
    })
    async window(
      @Ctx() context: Context,
      @Args(() => WindowArgs) args: WindowArgs,
      @Arg('filter', () => [Clause], filtered) clauses?: FilterClauseOf<F>[] | null,
    ): Promise<ReportConnectionOf<Shown>> {
      const query = queryOf(await resolveScope(context, args), clauses)
      return reportConnection(context, query, await readWindow(context, query, args), show)
    }
  }
  return ReportQueries
}
