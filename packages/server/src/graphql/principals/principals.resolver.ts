import { encodeRowId, flagNames, OutcomeFlag, outcomeMessage, type FilterOp } from '@crosswalk/core'
import { Arg, Args, Ctx, Field, ID, InputType, Query, Resolver } from 'type-graphql'

import type { OutcomeRow } from '../../ports.js'
import { Access } from '../access.js'
import type { Context } from '../context.js'
import { FilterOpEnum, OutcomeFieldEnum } from '../enums.js'
import { once } from '../lazy.js'
import { connection } from '../paging/connection.js'
import { pageCost, ReportPageArgs } from '../paging/page-args.js'
import { edgesOf, readFilter, requireFinished } from '../report-query.js'
import { PrincipalOutcomeConnection, type PrincipalOutcome } from './principal-outcome.js'

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
    @Ctx() { control, warehouse }: Context,
    @Arg('runId', () => ID, { description: 'Id of the run.' }) runId: string,
    @Args(() => ReportPageArgs) args: ReportPageArgs,
    @Arg('filter', () => [OutcomeFilterClause], {
      nullable: true,
      description: 'Only rows that meet all of these.',
    })
    clauses?: OutcomeFilterClause[] | null,
  ): Promise<PrincipalOutcomeConnection> {
    requireFinished(await control.runs.get(runId))
    const filter = readFilter('outcomes', clauses)
    const page = await warehouse.outcomes(runId, { filter, page: ReportPageArgs.request(args) })
    const edges = edgesOf(page, (row) => outcomeOf(runId, row))
    return connection(
      edges,
      page,
      once(() => warehouse.count(runId, filter)),
    )
  }
}

const outcomeOf = (runId: string, row: OutcomeRow): PrincipalOutcome => ({
  ...row,
  id: encodeRowId('outcomes', runId, row.rowId),
  message: outcomeMessage(row.reason),
  flags: flagNames(OutcomeFlag, row.flags),
})
