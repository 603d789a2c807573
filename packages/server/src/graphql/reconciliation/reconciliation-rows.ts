import type { MemberSide, ReconciliationStatus } from '@crosswalk/core'
import { GraphQLSafeInt } from 'graphql-scalars'
import { Field, ID, ObjectType } from 'type-graphql'

import { MemberSideEnum, ReconciliationStatusEnum } from '../enums.js'
import { Identity } from '../mappings/identity.js'
import { reportConnectionOf } from '../reports/report-connection.js'
import { ReportRow } from '../reports/report-row.js'

const notCompared = 'null where members were not compared'

@ObjectType({ simpleResolvers: true, description: 'A group as one side has it.' })
export class ReconciledGroup {
  @Field(() => String, { nullable: true, description: 'Id on that side.' })
  id: string | null
  @Field(() => String, { nullable: true, description: 'Name of the group.' })
  name: string | null
  @Field(() => String, { nullable: true, description: 'Display name.' })
  caption: string | null
}

@ObjectType('Reconciliation', {
  simpleResolvers: true,
  description: 'A migrated group beside the destination group of its name, or one of them alone.',
})
export class ReconciliationType extends ReportRow {
  @Field(() => ID, { description: 'Stable id, `rec_…`.' })
  id: string
  @Field(() => GraphQLSafeInt, { description: 'Its row, by which differing members are filtered.' })
  rowId: number
  @Field(() => ReconciliationStatusEnum, { description: 'Which sides have it.' })
  status: ReconciliationStatus
  @Field(() => String, { nullable: true, description: 'Name of the group.' })
  name: string | null
  @Field(() => ReconciledGroup, { nullable: true, description: 'The migrated group.' })
  source: ReconciledGroup | null
  @Field(() => ReconciledGroup, { nullable: true, description: 'The group of the destination.' })
  destination: ReconciledGroup | null
  @Field(() => GraphQLSafeInt, { nullable: true, description: `Members on both sides; ${notCompared}.` })
  membersBoth: number | null
  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: `Members on the source alone; ${notCompared}.`,
  })
  membersSource: number | null
  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: `Members on the destination alone; ${notCompared}.`,
  })
  membersDestination: number | null
}

@ObjectType('ReconciliationMember', {
  simpleResolvers: true,
  description: 'An account that one side of a reconciled group has alone, directly or through groups.',
})
export class ReconciliationMemberType extends ReportRow {
  @Field(() => ID, { description: 'Stable id, `rcm_…`.' })
  id: string
  @Field(() => ID, { description: 'The group in the reconciliation, `rec_…`.' })
  groupId: string
  @Field(() => String, { nullable: true, description: 'Its name.' })
  groupName: string | null
  @Field(() => MemberSideEnum, { description: 'The side that has the member.' })
  side: MemberSide
  @Field(() => Identity, { description: 'The account on that side.' })
  member: Identity
  @Field(() => String, {
    nullable: true,
    description: 'The destination a source member is mapped to; null where it is unmapped.',
  })
  mappedTo: string | null
}

@ObjectType({ simpleResolvers: true, description: 'Groups of the reconciliation: by status, then name.' })
export class ReconciliationConnection extends reportConnectionOf(
  'Reconciliation',
  () => ReconciliationType,
) {}

@ObjectType({ simpleResolvers: true, description: 'Differing members: by group, side and principal.' })
export class ReconciliationMemberConnection extends reportConnectionOf(
  'ReconciliationMember',
  () => ReconciliationMemberType,
) {}
