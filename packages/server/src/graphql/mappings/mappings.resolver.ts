import type { FilterOp } from '@crosswalk/core'
import { Arg, Args, Ctx, Field, ID, InputType, Query, Resolver } from 'type-graphql'

import { filterOf } from '../../warehouse/filter-input.js'
import type { Page } from '../../warehouse/page.js'
import type { MappingRow } from '../../warehouse/rows.js'
import { Access } from '../access.js'
import type { Context } from '../context.js'
import { FilterOpEnum, MappingFieldEnum, MappingSortEnum } from '../enums.js'
import { pageCost } from '../paging/page-args.js'
import { findRow } from '../reports/find-row.js'
import { countsOf, readPage, readWindow, reportConnection, type ReportQuery } from '../reports/read-report.js'
import { resolveScope, type ResolvedScope } from '../reports/resolve-scope.js'
import { ReportArgs, WindowArgs } from '../reports/run-scope.js'
import { mappingView } from './mapping-view.js'
import { MappingType } from './mapping.js'
import { MappingsResult, requireMappings, withMappings } from './unavailable.js'

@InputType({ description: 'A condition. Clauses are joined by AND, the values of one clause by OR.' })
export class MappingFilterClause {
  @Field(() => MappingFieldEnum, { description: 'What is compared.' })
  field: keyof typeof MappingFieldEnum
  @Field(() => FilterOpEnum, { description: 'How it is compared.' })
  op: FilterOp
  @Field(() => [String], { description: 'What it is compared with; names of enum values in either case.' })
  values: string[]
}

type Clauses = MappingFilterClause[] | null | undefined
type Sort = keyof typeof MappingSortEnum
type MappingQuery = ReportQuery<'mappings'>

const FILTER = { nullable: true, description: 'Only rows that meet all of these.' } as const
const SORT = { defaultValue: 'DEFAULT', description: 'The order of the rows.' } as const

@Resolver()
export class MappingsResolver {
  @Access('viewer')
  @Query(() => MappingsResult, {
    description: 'The user mappings report of finished runs, page by page.',
    complexity: pageCost,
  })
  async mappings(
    @Ctx() context: Context,
    @Args(() => ReportArgs) args: ReportArgs,
    @Arg('sort', () => MappingSortEnum, SORT) sort: Sort,
    @Arg('filter', () => [MappingFilterClause], FILTER) clauses?: Clauses,
  ): Promise<typeof MappingsResult> {
    const scope = await resolveScope(context, args, args.after ?? args.before)
    return mappingsOf(context, scope, sort, clauses, (query) => readPage(context, query, args))
  }

  @Access('viewer')
  @Query(() => MappingsResult, {
    description: 'The rows of the same report from any place of the filtered, sorted result on.',
    complexity: pageCost,
  })
  async mappingsWindow(
    @Ctx() context: Context,
    @Args(() => WindowArgs) args: WindowArgs,
    @Arg('sort', () => MappingSortEnum, SORT) sort: Sort,
    @Arg('filter', () => [MappingFilterClause], FILTER) clauses?: Clauses,
  ): Promise<typeof MappingsResult> {
    const scope = await resolveScope(context, args)
    return mappingsOf(context, scope, sort, clauses, (query) => readWindow(context, query, args))
  }

  @Access('viewer')
  @Query(() => MappingType, {
    nullable: true,
    description: 'One row of a user mappings report; null where there is none of that id.',
  })
  async mapping(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Id of the row, `map_…`.' }) id: string,
  ): Promise<MappingType | null> {
    const found = await findRow(context, 'mappings', id)
    if (found === null) return null
    await requireMappings(context, found.run)
    return mappingView(context, found.row, found.origin)
  }
}

async function mappingsOf(
  context: Context,
  asked: ResolvedScope,
  sort: Sort,
  clauses: Clauses,
  read: (query: MappingQuery) => Promise<Page<MappingRow>>,
): Promise<typeof MappingsResult> {
  const filter = filterOf('mappings', clauses ?? [])
  const { scope, unavailable } = await withMappings(context, asked)
  if (scope.runs.length === 0 && unavailable[0] !== undefined) return unavailable[0]
  const query: MappingQuery = { report: 'mappings', scope, filter, sort }
  const counts = countsOf(context, query)
  const show = (row: MappingRow, origin: Parameters<typeof mappingView>[2]) =>
    mappingView(context, row, origin)
  return {
    ...reportConnection(context, query, await read(query), show, counts),
    accountCount: async () => (await counts()).accounts,
    groupCount: async () => (await counts()).groups,
    unavailable,
  }
}
