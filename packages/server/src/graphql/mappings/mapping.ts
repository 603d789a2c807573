import type { MappingFlagName, MappingReason, PrincipalKind, Resolution } from '@crosswalk/core'
import { GraphQLSafeInt } from 'graphql-scalars'
import { Field, ID, ObjectType } from 'type-graphql'

import { MappingFlagEnum, MappingReasonEnum, PrincipalKindEnum, ResolutionEnum } from '../enums.js'
import type { Lazy } from '../lazy.js'
import { connectionOf } from '../paging/connection.js'

@ObjectType({
  simpleResolvers: true,
  description: 'An identity as the platform gives it; every part may be absent.',
})
export class Identity {
  @Field(() => String, { nullable: true, description: 'Id on the platform.' })
  id: string | null
  @Field(() => String, { nullable: true, description: 'Login name; generally absent for groups.' })
  username: string | null
  @Field(() => String, { nullable: true, description: 'Email address of an account, name of a group.' })
  name: string | null
  @Field(() => String, { nullable: true, description: 'Display name.' })
  caption: string | null
}

@ObjectType('Mapping', { simpleResolvers: true, description: 'A source principal and what it becomes.' })
export class MappingType {
  @Field(() => ID, { description: 'Stable id, `map_…`.' })
  id: string
  @Field(() => PrincipalKindEnum, { description: 'User or group.' })
  kind: PrincipalKind
  @Field(() => Identity, { description: 'The identity on the source.' })
  source: Identity
  @Field(() => Identity, { nullable: true, description: 'Null where the row is unresolved.' })
  destination: Identity | null
  @Field(() => ResolutionEnum, { description: 'How it was matched.' })
  resolution: Resolution
  @Field(() => MappingReasonEnum, {
    nullable: true,
    description: 'Why it was not matched, or with a caveat.',
  })
  reason: MappingReason | null
  @Field(() => String, {
    nullable: true,
    description: 'The reason in a sentence; null where the row resolved cleanly.',
  })
  message: string | null
  @Field(() => [MappingFlagEnum], { description: 'What else is to be known.' })
  flags: MappingFlagName[]
  @Field(() => GraphQLSafeInt, { description: 'Distinct items with a direct grant.' })
  itemsDirect: number
  @Field(() => GraphQLSafeInt, { description: 'The same, through groups as well.' })
  itemsEffective: number
}

@ObjectType({ simpleResolvers: true, description: 'Rows of the user mappings report, in reading order.' })
export class MappingConnection extends connectionOf('Mapping', () => MappingType) {
  @Field(() => GraphQLSafeInt, { nullable: true, description: 'How many of the rows are users.' })
  accountCount: Lazy<number>
  @Field(() => GraphQLSafeInt, { nullable: true, description: 'How many of the rows are groups.' })
  groupCount: Lazy<number>
}
