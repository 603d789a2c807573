import type { MappingsUnavailableCode } from '@crosswalk/core'
import { Field, ID, ObjectType } from 'type-graphql'

import { MappingsUnavailableEnum } from '../enums.js'

@ObjectType({
  simpleResolvers: true,
  description: 'Why user mappings are unavailable, and how to resolve it.',
})
export class MappingsUnavailable {
  @Field(() => MappingsUnavailableEnum, { description: 'The condition that holds.' })
  code: MappingsUnavailableCode
  @Field(() => String, { description: 'The condition in a sentence.' })
  message: string
  @Field(() => String, { description: 'How to resolve it.' })
  remedy: string
  @Field(() => ID, { description: 'The job concerned.' })
  jobId: string
  @Field(() => ID, { nullable: true, description: 'Its run; null where the job has none.' })
  runId: string | null
}
