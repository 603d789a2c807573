import { GraphQLDateTime, GraphQLJSONObject } from 'graphql-scalars'
import { Field, ID, InputType } from 'type-graphql'

export const DEFINITION =
  'A job as a job file says it (docs/formats.md), as JSON. Where a file names a path, an upload may be named: ' +
  '`{"format": "aem-package", "upload": "upl_…"}`; paths lie below the input roots of the server.'

@InputType({ description: 'A new job.' })
export class CreateJobInput {
  @Field(() => GraphQLJSONObject, { description: DEFINITION })
  definition: Record<string, unknown>
  @Field(() => String, {
    nullable: true,
    description: 'A key of your own, at most 200 characters: a second making with it answers the first job.',
  })
  idempotencyKey?: string | null
}

@InputType({ description: 'What a job is to be from its next run on.' })
export class UpdateJobInput {
  @Field(() => ID, { description: 'The job.' })
  jobId: string
  @Field(() => GraphQLJSONObject, {
    description: `The whole definition, in the place of the one it has. ${DEFINITION}`,
  })
  definition: Record<string, unknown>
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When the job last changed as far as you know: refused where it has changed since.',
  })
  updatedAt?: Date | null
}

@InputType({ description: 'Which job.' })
export class JobInput {
  @Field(() => ID, { description: 'The job.' })
  jobId: string
}
