import { Field, ID, ObjectType } from 'type-graphql'

import type { Run } from '../../control/entities/run.js'
import type { Job } from '../../control/entities/job.js'

/** Where a row is from. */
export interface RowOrigin {
  readonly runId: string
  readonly jobId: string
  readonly jobName: string
}

export const originOf = ({ id, jobId }: Run, job: Job | undefined): RowOrigin => ({
  runId: id,
  jobId,
  jobName: job?.name ?? '',
})

/** What every row of a report tells beside its columns. */
@ObjectType({ simpleResolvers: true })
export abstract class ReportRow implements RowOrigin {
  @Field(() => ID, { description: 'The run it is of.' })
  runId: string
  @Field(() => ID, { description: 'The job of that run.' })
  jobId: string
  @Field(() => String, { description: "The job's name." })
  jobName: string
}
