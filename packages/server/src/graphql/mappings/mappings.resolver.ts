import { decodeRowId, type FilterOp } from '@crosswalk/core'
import { Arg, Args, Ctx, Field, ID, InputType, Query, Resolver } from 'type-graphql'

import { filterOf } from '../../warehouse/filter-input.js'
import { Access } from '../access.js'
import type { Context } from '../context.js'
import { FilterOpEnum, MappingFieldEnum } from '../enums.js'
import { once } from '../lazy.js'
import { connection } from '../paging/connection.js'
import { pageCost, ReportPageArgs } from '../paging/page-args.js'
import { requireFinished } from '../report-query.js'
import { mappingView } from './mapping-view.js'
import { MappingType } from './mapping.js'
import { mappingsUnavailable, MappingsResult } from './unavailable.js'

@InputType({ description: 'A condition. Clauses are joined by AND, the values of one clause by OR.' })
export class MappingFilterClause {
  @Field(() => MappingFieldEnum, { description: 'What is compared.' })
  field: keyof typeof MappingFieldEnum
  @Field(() => FilterOpEnum, { description: 'How it is compared.' })
  op: FilterOp
  @Field(() => [String], { description: 'What it is compared with; names of enum values in either case.' })
  values: string[]
}

@Resolver()
export class MappingsResolver {
  @Access('viewer')
  @Query(() => MappingsResult, {
    description: 'The user mappings report of one finished run.',
    complexity: pageCost,
  })
  async mappings(
    @Ctx() context: Context,
    @Arg('runId', () => ID, { description: 'Id of the run.' }) runId: string,
    @Args(() => ReportPageArgs) args: ReportPageArgs,
    @Arg('filter', () => [MappingFilterClause], {
      nullable: true,
      description: 'Only rows that meet all of these.',
    })
    clauses?: MappingFilterClause[] | null,
  ): Promise<typeof MappingsResult> {
    const { control, warehouse, signal } = context
    const run = await control.runs.get(runId)
    const unavailable = await mappingsUnavailable(context, run)
    if (unavailable !== null) return unavailable
    requireFinished(run)
    const filter = filterOf('mappings', clauses ?? [])
    const page = await warehouse.mappings(runId, { filter, ...ReportPageArgs.query(args) }, { signal })
    const counts = once(() => warehouse.count(runId, filter, { signal }))
    const edges = page.edges.map(({ cursor, node }) => ({ cursor, node: mappingView(context, runId, node) }))
    return {
      ...connection(edges, page, async () => (await counts()).total),
      accountCount: async () => (await counts()).accounts,
      groupCount: async () => (await counts()).groups,
    }
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
    const at = decodeRowId(id)
    if (at?.report !== 'mappings') return null
    const run = await context.control.runs.find(at.runId)
    if (run === null) return null
    requireFinished(run)
    const row = await context.warehouse.row('mappings', at.runId, at.rowId, { signal: context.signal })
    return row === null ? null : mappingView(context, at.runId, row)
  }
}
