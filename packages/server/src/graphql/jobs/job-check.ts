import { GraphQLJSONObject } from 'graphql-scalars'
import { Field, ObjectType } from 'type-graphql'

import { JobFaultType } from './results.js'

@ObjectType({ simpleResolvers: true, description: 'What a job would be, or what is wrong with it.' })
export class JobCheck {
  @Field(() => [JobFaultType], { description: 'Every fault; none where the job can be kept.' })
  faults: JobFaultType[]
  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description: 'The definition with every default written out; null where there is a fault.',
  })
  definition: Record<string, unknown> | null
}
