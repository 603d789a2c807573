import { encodeRowId, flagNames, MappingFlag, mappingMessage, type FilterOp } from '@crosswalk/core'
import { Arg, Args, Ctx, Field, ID, InputType, Query, Resolver } from 'type-graphql'

import type { MappingRow } from '../../ports.js'
import { Access } from '../access.js'
import type { Context } from '../context.js'
import { FilterOpEnum, MappingFieldEnum } from '../enums.js'
import { once } from '../lazy.js'
import { connection } from '../paging/connection.js'
import { pageCost, ReportPageArgs } from '../paging/page-args.js'
import { edgesOf, ofKind, readFilter, requireFinished } from '../report-query.js'
import type { MappingType } from './mapping.js'
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
    const { control, warehouse } = context
    const run = await control.runs.get(runId)
    const unavailable = await mappingsUnavailable(context, run)
    if (unavailable !== null) return unavailable
    requireFinished(run)
    const filter = readFilter('mappings', clauses)
    const page = await warehouse.mappings(runId, { filter, page: ReportPageArgs.request(args) })
    const edges = edgesOf(page, (row) => mappingOf(runId, row))
    return {
      ...connection(
        edges,
        page,
        once(() => warehouse.count(runId, filter)),
      ),
      accountCount: once(() => warehouse.count(runId, ofKind(filter, 'account'))),
      groupCount: once(() => warehouse.count(runId, ofKind(filter, 'group'))),
    }
  }
}

const mappingOf = (runId: string, row: MappingRow): MappingType => ({
  ...row,
  id: encodeRowId('mappings', runId, row.rowId),
  message: mappingMessage(row.reason),
  flags: flagNames(MappingFlag, row.flags),
})
