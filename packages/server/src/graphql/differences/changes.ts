import { Field, ObjectType } from 'type-graphql'

import type { Lazy } from '../lazy.js'
import { MappingType } from '../mappings/mapping.js'
import { PrincipalOutcome } from '../principals/principal-outcome.js'
import { RunType } from '../runs/run.js'

const CHANGED =
  'Names of the fields that differ; empty where nothing does, or the other run does not have it.'

@ObjectType({ simpleResolvers: true, description: 'What another run of the job says of the same principal.' })
export class MappingChange {
  @Field(() => RunType, { description: 'The other run: the nearest one with mappings to show.' })
  run: RunType
  @Field(() => MappingType, {
    nullable: true,
    description: 'Its row; null where it does not have the principal.',
  })
  mapping: Lazy<MappingType | null>
  @Field(() => [String], { description: CHANGED })
  changed: string[]
}

@ObjectType({ simpleResolvers: true, description: 'What another run of the job says of the same principal.' })
export class OutcomeChange {
  @Field(() => RunType, { description: 'The other run: the nearest finished one.' })
  run: RunType
  @Field(() => PrincipalOutcome, {
    nullable: true,
    description: 'Its row; null where it does not have the principal.',
  })
  principalOutcome: Lazy<PrincipalOutcome | null>
  @Field(() => [String], { description: CHANGED })
  changed: string[]
}
