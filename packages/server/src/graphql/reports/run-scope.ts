import { GraphQLDateTime, GraphQLSafeInt } from 'graphql-scalars'
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql'

import { DEFAULT_PAGE, ReportPageArgs } from '../paging/page-args.js'

@InputType({
  description:
    'Finished runs asked together, at most 1,000: those of `runIds`; else the latest finished run of each of `jobIds`; with neither, of every job.',
})
export class RunScope {
  @Field(() => [ID], { nullable: true, description: 'These runs.' })
  runIds?: string[] | null
  @Field(() => [ID], { nullable: true, description: 'The latest finished run of each of these jobs.' })
  jobIds?: string[] | null
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      'The latest as of this moment, now if not given. What an answer gives as `asOf` keeps later questions to its runs.',
  })
  asOf?: Date | null
}

/** Which runs a report is asked of. */
export interface AskedRuns {
  runId?: string | null
  scope?: RunScope | null
}

const ONE = 'The report of this finished run.'
const SEVERAL = 'The report of several finished runs; give either this or `runId`.'

@ArgsType()
export class ReportArgs extends ReportPageArgs implements AskedRuns {
  @Field(() => ID, { nullable: true, description: ONE })
  runId?: string | null
  @Field(() => RunScope, { nullable: true, description: SEVERAL })
  scope?: RunScope | null
}

@ArgsType()
export class WindowArgs implements AskedRuns {
  @Field(() => ID, { nullable: true, description: ONE })
  runId?: string | null
  @Field(() => RunScope, { nullable: true, description: SEVERAL })
  scope?: RunScope | null
  @Field(() => GraphQLSafeInt, { description: 'Place of the first row among all, from 0.' })
  at: number
  @Field(() => Int, { defaultValue: DEFAULT_PAGE, description: 'Rows of the window, at most 200.' })
  limit: number
}
