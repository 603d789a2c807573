import { Field, ID, InputType } from 'type-graphql'

@InputType({ description: 'Which job to start, and what to do otherwise than it says.' })
export class StartRunInput {
  @Field(() => ID, { description: 'The job.' })
  jobId: string
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether to map users; as the job says if not given.',
  })
  mapUsers?: boolean | null
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the target is wiped first; as the job says if not given.',
  })
  wipe?: boolean | null
  @Field(() => String, {
    nullable: true,
    description: 'A key of your own, at most 200 characters: a second start with it answers the first run.',
  })
  idempotencyKey?: string | null
}

@InputType({ description: 'Which run.' })
export class RunInput {
  @Field(() => ID, { description: 'The run.' })
  runId: string
}
