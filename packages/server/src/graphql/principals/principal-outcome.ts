import type {
  Outcome,
  OutcomeFlagName,
  OutcomeReason,
  Policy,
  PrincipalKind,
  Relation,
  Resolution,
} from '@crosswalk/core'
import { GraphQLSafeInt } from 'graphql-scalars'
import { Field, ID, ObjectType } from 'type-graphql'

import { OutcomeChange } from '../differences/changes.js'
import * as enums from '../enums.js'
import type { Lazy } from '../lazy.js'
import { EVIDENCE_COST } from '../mappings/evidence.js'
import { reportConnectionOf } from '../reports/report-connection.js'
import { ReportRow } from '../reports/report-row.js'
import { SmallestCutType } from '../explain/cut.js'
import { NearestPathType } from '../explain/nearest-path.js'

@ObjectType({
  simpleResolvers: true,
  description: 'A unique field whose value a principal on the target holds already.',
})
export class Conflict {
  @Field(() => String, { description: 'Name of the field, such as `rep:principalName`.' })
  field: string
  @Field(() => String, { description: 'The value both hold.' })
  sourceValue: string
  @Field(() => String, { description: 'The principal on the target.' })
  targetPrincipal: string
}

@ObjectType({ simpleResolvers: true, description: 'A principal, what happens to it, and why.' })
export class PrincipalOutcome extends ReportRow {
  @Field(() => ID, { description: 'Stable id, `out_…`.' })
  id: string
  @Field(() => enums.PrincipalKindEnum, {
    nullable: true,
    description: 'Null for a principal that only policies name.',
  })
  kind: PrincipalKind | null
  @Field(() => String, { nullable: true, description: 'Authorizable id, or the id on the platform.' })
  authorizableId: string | null
  @Field(() => String, { nullable: true, description: 'The name that policies refer to.' })
  principalName: string | null
  @Field(() => String, { nullable: true, description: 'Email address of an account, name of a group.' })
  name: string | null
  @Field(() => String, { nullable: true, description: 'Display name.' })
  caption: string | null
  @Field(() => String, { nullable: true, description: 'Where it lies in the repository.' })
  path: string | null
  @Field(() => enums.OutcomeEnum, { description: 'Whether it migrates.' })
  outcome: Outcome
  @Field(() => enums.RelationEnum, {
    nullable: true,
    description: 'How it relates to the content, if it does.',
  })
  relation: Relation | null
  @Field(() => enums.OutcomeReasonEnum, { nullable: true, description: 'Why it does not migrate.' })
  reason: OutcomeReason | null
  @Field(() => String, { nullable: true, description: 'The reason in a sentence; null where it migrates.' })
  message: string | null
  @Field(() => [Conflict], { description: 'What it conflicts with on the target.' })
  conflicts: readonly Conflict[]
  @Field(() => String, { nullable: true, description: 'The first item that selected it.' })
  triggerPath: string | null
  @Field(() => enums.PolicyEnum, { nullable: true, description: 'The kind of policy there.' })
  triggerPolicy: Policy | null
  @Field(() => String, {
    nullable: true,
    description:
      'Name of the principal on the content that selected this one; null where it is itself on the content.',
  })
  triggerPrincipal: string | null
  @Field(() => GraphQLSafeInt, { description: 'Grants that select it.' })
  triggerCount: number
  @Field(() => enums.ResolutionEnum, { nullable: true, description: 'How it was mapped.' })
  resolution: Resolution | null
  @Field(() => [enums.OutcomeFlagEnum], { description: 'What else is to be known.' })
  flags: OutcomeFlagName[]
  @Field(() => GraphQLSafeInt, { description: 'Distinct items with a direct grant.' })
  itemsDirect: number
  @Field(() => GraphQLSafeInt, { description: 'The same, through groups as well.' })
  itemsEffective: number
  @Field(() => OutcomeChange, {
    nullable: true,
    description: 'What the run before says of the same principal; null where there is none.',
    complexity: EVIDENCE_COST,
  })
  previous: Lazy<OutcomeChange | null>
  @Field(() => OutcomeChange, {
    nullable: true,
    description: 'What the run after says of the same principal; null where there is none.',
    complexity: EVIDENCE_COST,
  })
  next: Lazy<OutcomeChange | null>
  @Field(() => SmallestCutType, {
    nullable: true,
    description:
      'What would have to be taken away to deselect it; null where content does not select it. Worked out when asked for, one row at a time.',
    complexity: EVIDENCE_COST,
  })
  smallestCut: Lazy<SmallestCutType | null>
  @Field(() => NearestPathType, {
    nullable: true,
    description:
      'Where it does not migrate, the path by which it most nearly would have; null where it migrates, or no policy names a principal related to it.',
    complexity: EVIDENCE_COST,
  })
  nearestPath: Lazy<NearestPathType | null>
}

@ObjectType({
  simpleResolvers: true,
  description: 'Rows of the principal migration report, in reading order.',
})
export class PrincipalOutcomeConnection extends reportConnectionOf(
  'PrincipalOutcome',
  () => PrincipalOutcome,
) {}
