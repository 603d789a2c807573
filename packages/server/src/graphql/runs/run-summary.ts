import type {
  DirectoryFigures,
  Notice,
  NoticeCode,
  LoggedCase,
  MappingsUnavailableCode,
  Outcome,
  OutcomeReason,
  PrincipalKind,
  QualityIssueCode,
  Resolution,
  Severity,
} from '@crosswalk/core'
import { GraphQLSafeInt } from 'graphql-scalars'
import { Field, ObjectType } from 'type-graphql'

import {
  NoticeCodeEnum,
  LoggedCaseEnum,
  MappingsUnavailableEnum,
  OutcomeEnum,
  OutcomeReasonEnum,
  PrincipalKindEnum,
  QualityIssueEnum,
  ResolutionEnum,
  SeverityEnum,
} from '../enums.js'
import { StrategyEnum } from '../directories/enums.js'

const count = 'How many.'

@ObjectType({ simpleResolvers: true, description: 'How often a finding was met.' })
export class FindingCount {
  @Field(() => String, { description: 'Code of the finding; every code is explained in docs/errors.md.' })
  code: string
  @Field(() => SeverityEnum, { description: 'How much it matters.' })
  severity: Severity
  @Field(() => GraphQLSafeInt, { description: count })
  count: number
}

@ObjectType({ simpleResolvers: true, description: 'How many principals of a kind were matched in a way.' })
export class ResolutionCount {
  @Field(() => ResolutionEnum, { description: 'The way.' })
  resolution: Resolution
  @Field(() => PrincipalKindEnum, { description: 'The kind.' })
  kind: PrincipalKind
  @Field(() => GraphQLSafeInt, { description: count })
  count: number
}

@ObjectType({ simpleResolvers: true, description: 'How many principals have an outcome for a reason.' })
export class OutcomeCount {
  @Field(() => OutcomeEnum, { description: 'The outcome.' })
  outcome: Outcome
  @Field(() => OutcomeReasonEnum, { nullable: true, description: 'The reason; null for those that migrate.' })
  reason: OutcomeReason | null
  @Field(() => GraphQLSafeInt, { description: count })
  count: number
}

@ObjectType({
  simpleResolvers: true,
  description: 'How many principals are mapped or not and migrated or not.',
})
export class CombinationCount {
  @Field(() => Boolean, { description: 'Whether the mapping found a destination identity.' })
  mapped: boolean
  @Field(() => Boolean, { description: 'Whether the principal migrates.' })
  migrated: boolean
  @Field(() => GraphQLSafeInt, { description: count })
  count: number
}

@ObjectType({ simpleResolvers: true, description: 'How many source principals an issue concerns.' })
export class QualityCount {
  @Field(() => QualityIssueEnum, { description: 'The issue.' })
  code: QualityIssueCode
  @Field(() => GraphQLSafeInt, { description: count })
  count: number
}

@ObjectType('DirectoryFigures', {
  simpleResolvers: true,
  description: 'What a run asked a live directory.',
})
export class DirectoryFiguresType {
  @Field(() => String, { description: 'Name of the directory.' })
  directory: string
  @Field(() => StrategyEnum, { description: 'How users were asked for.' })
  strategy: DirectoryFigures['strategy']
  @Field(() => GraphQLSafeInt, { description: 'Distinct addresses that were looked for.' })
  lookedUp: number
  @Field(() => GraphQLSafeInt, { description: 'Addresses the directory knows.' })
  found: number
  @Field(() => GraphQLSafeInt, { description: 'Addresses it does not know.' })
  notFound: number
  @Field(() => GraphQLSafeInt, { description: 'Addresses it refused to look up; each is a finding.' })
  failed: number
  @Field(() => GraphQLSafeInt, { description: 'Identities it gave.' })
  listed: number
  @Field(() => GraphQLSafeInt, { description: 'Identities it gave without an id.' })
  withoutId: number
  @Field(() => GraphQLSafeInt, { description: 'Answers that were kept; none was asked for twice.' })
  answers: number
}

@ObjectType({ simpleResolvers: true, description: 'How many principals an exceptional case concerns.' })
export class CaseCount {
  @Field(() => LoggedCaseEnum, { description: 'The case.' })
  code: LoggedCase
  @Field(() => GraphQLSafeInt, { description: count })
  count: number
}

@ObjectType('RunNotice', {
  simpleResolvers: true,
  description: 'What the principal migration report tells beside its rows.',
})
export class RunNoticeType implements Notice {
  @Field(() => NoticeCodeEnum, { description: 'The notice.' })
  code: NoticeCode
  @Field(() => String, { description: 'The same in words, with what to do.' })
  message: string
  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: 'How many principals are concerned; null where that cannot be told.',
  })
  count: number | null
}

@ObjectType('RunSummary', { simpleResolvers: true, description: 'The figures of a finished run.' })
export class RunSummaryType {
  @Field(() => GraphQLSafeInt, { description: 'Users read from the source.' })
  sourceAccounts: number
  @Field(() => GraphQLSafeInt, { description: 'Groups read from the source.' })
  sourceGroups: number
  @Field(() => GraphQLSafeInt, { description: 'Users and groups read from the destination.' })
  destinationPrincipals: number
  @Field(() => GraphQLSafeInt, { description: 'Users and groups found on the target.' })
  targetPrincipals: number
  @Field(() => GraphQLSafeInt, { description: 'Distinct memberships of users and groups in groups.' })
  memberships: number
  @Field(() => GraphQLSafeInt, { description: 'Pieces of content, and nodes that carry a policy.' })
  items: number
  @Field(() => DirectoryFiguresType, {
    nullable: true,
    description: 'What was asked of a live directory; null where identities were read from files.',
  })
  directory?: DirectoryFigures | null
  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: 'Milliseconds it lay stopped; null in runs of older versions.',
  })
  stoppedMilliseconds?: number
  @Field(() => [FindingCount], { description: 'What was met in the inputs and not swallowed, by code.' })
  findings: readonly FindingCount[]
  @Field(() => [ResolutionCount], { description: 'Source principals by resolution and kind.' })
  resolutions: readonly ResolutionCount[]
  @Field(() => [OutcomeCount], { description: 'Principals by outcome and reason.' })
  outcomes: readonly OutcomeCount[]
  @Field(() => [QualityCount], { description: 'Source principals by issue of the source quality report.' })
  quality: readonly QualityCount[]
  @Field(() => [CaseCount], { description: 'Principals by exceptional case; the log names each.' })
  cases: readonly CaseCount[]
  @Field(() => [CombinationCount], { description: 'Mapped × migrated: the four combinations.' })
  combinations: readonly CombinationCount[]
  @Field(() => [RunNoticeType], { description: 'What a person must know of the migration, in words.' })
  notices: readonly RunNoticeType[]
  @Field(() => MappingsUnavailableEnum, {
    nullable: true,
    description: 'Why there are no user mappings to show; then `resolutions` and `combinations` are empty.',
  })
  mappingsUnavailable: MappingsUnavailableCode | null
}
