import type { MappingFlagName, MappingReason, PrincipalKind, Resolution } from '@crosswalk/core'
import { GraphQLSafeInt } from 'graphql-scalars'
import { Field, ID, ObjectType } from 'type-graphql'

import { MappingFlagEnum, MappingReasonEnum, PrincipalKindEnum, ResolutionEnum } from '../enums.js'
import { MappingChange } from '../differences/changes.js'
import type { Lazy } from '../lazy.js'
import { ReportRow } from '../reports/report-row.js'
import { reportConnectionOf } from '../reports/report-connection.js'
import { EVIDENCE_COST, EvidenceStepType, NearMiss } from './evidence.js'
import { Identity } from './identity.js'
import { MappingsUnavailable } from './mappings-unavailable.js'

@ObjectType('Mapping', { simpleResolvers: true, description: 'A source principal and what it becomes.' })
export class MappingType extends ReportRow {
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
  @Field(() => [EvidenceStepType], {
    description:
      'Every rule tried, in order; the last one names the resolution. Worked out when asked for, one row at a time.',
    complexity: EVIDENCE_COST,
  })
  evidence: Lazy<readonly EvidenceStepType[]>
  @Field(() => [NearMiss], {
    description:
      'Where the row is unresolved, up to 20 destination identities that almost matched, nearest first.',
    complexity: EVIDENCE_COST,
  })
  nearMisses: Lazy<readonly NearMiss[]>
  @Field(() => MappingChange, {
    nullable: true,
    description: 'What the run before says of the same principal; null where there is none.',
    complexity: EVIDENCE_COST,
  })
  previous: Lazy<MappingChange | null>
  @Field(() => MappingChange, {
    nullable: true,
    description: 'What the run after says of the same principal; null where there is none.',
    complexity: EVIDENCE_COST,
  })
  next: Lazy<MappingChange | null>
}

@ObjectType({ simpleResolvers: true, description: 'Rows of the user mappings report, in reading order.' })
export class MappingConnection extends reportConnectionOf('Mapping', () => MappingType) {
  @Field(() => GraphQLSafeInt, { nullable: true, description: 'How many of the rows are users.' })
  accountCount: Lazy<number>
  @Field(() => GraphQLSafeInt, { nullable: true, description: 'How many of the rows are groups.' })
  groupCount: Lazy<number>
  @Field(() => [MappingsUnavailable], {
    description: 'Jobs whose rows are not among these, because there are none to show, and why.',
  })
  unavailable: readonly MappingsUnavailable[]
}
