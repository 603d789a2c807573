import type { Outcome, Resolution } from '@crosswalk/core'
import { GraphQLSafeInt } from 'graphql-scalars'
import { Field, ObjectType } from 'type-graphql'

import { OutcomeEnum, ResolutionEnum } from '../enums.js'
import type { Lazy } from '../lazy.js'
import { RunType } from '../runs/run.js'

/** Two whole reports joined. */
const DIFFERENCE_COST = 5_000

const FROM = 'In the earlier run; null for principals that only the later one has.'
const TO = 'In the later run; null for principals that only the earlier one has.'
const CHANGED = 'Whether what the report says of them differs; false for principals of one run alone.'

@ObjectType({
  simpleResolvers: true,
  description: 'How many principals went from one resolution to another.',
})
export class MappingMove {
  @Field(() => ResolutionEnum, { nullable: true, description: FROM })
  from: Resolution | null
  @Field(() => ResolutionEnum, { nullable: true, description: TO })
  to: Resolution | null
  @Field(() => Boolean, { description: CHANGED })
  changed: boolean
  @Field(() => GraphQLSafeInt, { description: 'How many.' })
  count: number
}

@ObjectType({ simpleResolvers: true, description: 'How many principals went from one outcome to another.' })
export class OutcomeMove {
  @Field(() => OutcomeEnum, { nullable: true, description: FROM })
  from: Outcome | null
  @Field(() => OutcomeEnum, { nullable: true, description: TO })
  to: Outcome | null
  @Field(() => Boolean, { description: CHANGED })
  changed: boolean
  @Field(() => GraphQLSafeInt, { description: 'How many.' })
  count: number
}

@ObjectType({ simpleResolvers: true })
abstract class ReportDifference {
  @Field(() => GraphQLSafeInt, { description: 'Principals that only the later run has.' })
  added: number
  @Field(() => GraphQLSafeInt, { description: 'Principals that only the earlier run has.' })
  removed: number
  @Field(() => GraphQLSafeInt, { description: 'Principals of both of which the report says something else.' })
  changed: number
  @Field(() => GraphQLSafeInt, { description: 'Principals of both of which it says the same.' })
  same: number
}

@ObjectType({ simpleResolvers: true, description: 'How two user mappings reports differ.' })
export class MappingsDifference extends ReportDifference {
  @Field(() => [MappingMove], { description: 'The same by resolution.' })
  moves: MappingMove[]
}

@ObjectType({ simpleResolvers: true, description: 'How two principal migration reports differ.' })
export class OutcomesDifference extends ReportDifference {
  @Field(() => [OutcomeMove], { description: 'The same by outcome.' })
  moves: OutcomeMove[]
}

@ObjectType({ simpleResolvers: true, description: 'How two finished runs differ, principal by principal.' })
export class RunDifference {
  @Field(() => RunType, { description: 'The earlier run.' })
  from: RunType
  @Field(() => RunType, { description: 'The later run.' })
  to: RunType
  @Field(() => MappingsDifference, {
    nullable: true,
    description: 'The user mappings; null where either run has none to show.',
    complexity: DIFFERENCE_COST,
  })
  mappings: Lazy<MappingsDifference | null>
  @Field(() => OutcomesDifference, {
    nullable: true,
    description: 'The principal migration reports.',
    complexity: DIFFERENCE_COST,
  })
  outcomes: Lazy<OutcomesDifference>
}
