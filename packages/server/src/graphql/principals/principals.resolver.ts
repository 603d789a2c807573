import type { FilterOp } from '@crosswalk/core'
import { Arg, Args, Ctx, Field, ID, InputType, Query, Resolver } from 'type-graphql'

import { filterOf } from '../../warehouse/filter-input.js'
import { Access } from '../access.js'
import type { Context } from '../context.js'
import { FilterOpEnum, OutcomeFieldEnum } from '../enums.js'
import { connection } from '../paging/connection.js'
import { pageCost, ReportPageArgs } from '../paging/page-args.js'
import { requireFinished } from '../report-query.js'
import { PrincipalOutcomeConnection } from './principal-outcome.js'

@InputType({ description: 'A condition. Clauses are joined by AND, the values of one clause by OR.' })
export class OutcomeFilterClause {
  @Field(() => OutcomeFieldEnum, { description: 'What is compared.' })
  field: keyof typeof OutcomeFieldEnum
  @Field(() => FilterOpEnum, { description: 'How it is compared.' })
  op: FilterOp
  @Field(() => [String], { description: 'What it is compared with; names of enum values in either case.' })
  values: string[]
}

@Resolver()
export class PrincipalsResolver {
  @Access('viewer')
  @Query(() => PrincipalOutcomeConnection, {
    description: 'The principal migration report of one finished run.',
    complexity: pageCost,
  })
  async principalOutcomes(
    @Ctx() { control, warehouse, signal }: Context,
    @Arg('runId', () => ID, { description: 'Id of the run.' }) runId: string,
    @Args(() => ReportPageArgs) args: ReportPageArgs,
    @Arg('filter', () => [OutcomeFilterClause], {
      nullable: true,
      description: 'Only rows that meet all of these.',
    })
    clauses?: OutcomeFilterClause[] | null,
  ): Promise<PrincipalOutcomeConnection> {
    requireFinished(await control.runs.get(runId))
    const filter = filterOf('outcomes', clauses ?? [])
    const page = await warehouse.outcomes(runId, { filter, ...ReportPageArgs.query(args) }, { signal })
    const total = async () => (await warehouse.count(runId, filter, { signal })).total
    return connection(page.edges, page, total)
  }
}
