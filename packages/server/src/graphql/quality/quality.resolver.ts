import type { FilterOp } from '@crosswalk/core'
import { Arg, Args, Ctx, Field, ID, InputType, Query, Resolver } from 'type-graphql'

import { filterOf } from '../../warehouse/filter-input.js'
import { Access } from '../access.js'
import type { Context } from '../context.js'
import { FilterOpEnum, QualityFieldEnum } from '../enums.js'
import { connection } from '../paging/connection.js'
import { pageCost, ReportPageArgs } from '../paging/page-args.js'
import { requireFinished } from '../report-query.js'
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

@Resolver()
export class QualityResolver {
  @Access('viewer')
  @Query(() => SourceQualityConnection, {
    description: 'The source quality report of one finished run.',
    complexity: pageCost,
  })
  async sourceQuality(
    @Ctx() { control, warehouse, signal }: Context,
    @Arg('runId', () => ID, { description: 'Id of the run.' }) runId: string,
    @Args(() => ReportPageArgs) args: ReportPageArgs,
    @Arg('filter', () => [QualityFilterClause], {
      nullable: true,
      description: 'Only rows that meet all of these.',
    })
    clauses?: QualityFilterClause[] | null,
  ): Promise<SourceQualityConnection> {
    requireFinished(await control.runs.get(runId))
    const filter = filterOf('source_quality', clauses ?? [])
    const page = await warehouse.sourceQuality(runId, { filter, ...ReportPageArgs.query(args) }, { signal })
    const total = async () => (await warehouse.count(runId, filter, { signal })).total
    return connection(page.edges, page, total)
  }
}
