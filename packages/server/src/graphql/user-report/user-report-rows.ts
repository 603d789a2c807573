import type { UserNoteName } from '@crosswalk/core'
import { GraphQLSafeInt } from 'graphql-scalars'
import { Field, ID, ObjectType } from 'type-graphql'

import { UserNoteEnum } from '../enums.js'
import { reportConnectionOf } from '../reports/report-connection.js'
import { ReportRow } from '../reports/report-row.js'

@ObjectType('UserReportRow', {
  simpleResolvers: true,
  description: 'A user with the migrated groups it must be put into at the identity provider.',
})
export class UserReportRowType extends ReportRow {
  @Field(() => ID, { description: 'Stable id, `usr_…`.' })
  id: string
  @Field(() => ID, { description: 'Its row of the principal migration report, `out_…`.' })
  outcomeId: string
  @Field(() => String, { nullable: true, description: 'Authorizable id.' })
  authorizableId: string | null
  @Field(() => String, { nullable: true, description: 'The name that policies refer to.' })
  principalName: string | null
  @Field(() => String, { nullable: true, description: 'Display name.' })
  caption: string | null
  @Field(() => String, { nullable: true, description: 'Email address.' })
  email: string | null
  @Field(() => String, {
    nullable: true,
    description: 'Comma-separated names of the migrated groups it is in, directly or through groups.',
  })
  groups: string | null
  @Field(() => GraphQLSafeInt, { description: 'How many these are.' })
  groupCount: number
  @Field(() => [UserNoteEnum], { description: 'What else is to be done for the user.' })
  notes: UserNoteName[]
  @Field(() => String, { nullable: true, description: 'The groups that notes B and C refer to.' })
  noteGroups: string | null
}

@ObjectType('BulkGroup', { simpleResolvers: true, description: 'A line of the bulk group file.' })
export class BulkGroupType extends ReportRow {
  @Field(() => ID, { description: 'Stable id, `bgr_…`.' })
  id: string
  @Field(() => ID, { description: 'Its row of the principal migration report, `out_…`.' })
  outcomeId: string
  @Field(() => String, { description: 'The name, equal at the identity provider and on AEM.' })
  name: string
  @Field(() => String, { nullable: true, description: 'The display name.' })
  description: string | null
}

@ObjectType('BulkUser', { simpleResolvers: true, description: 'A line of the bulk user file.' })
export class BulkUserType extends ReportRow {
  @Field(() => ID, { description: 'Stable id, `bus_…`.' })
  id: string
  @Field(() => ID, { description: 'Its row of the principal migration report, `out_…`.' })
  outcomeId: string
  @Field(() => String, { description: 'Email address.' })
  email: string
  @Field(() => String, { nullable: true, description: 'Comma-separated names of the groups to be put into.' })
  groups: string | null
}

@ObjectType({ simpleResolvers: true, description: 'Rows of the user report, in report order.' })
export class UserReportConnection extends reportConnectionOf('UserReportRow', () => UserReportRowType) {}

@ObjectType({ simpleResolvers: true, description: 'Lines of the bulk group file, in report order.' })
export class BulkGroupConnection extends reportConnectionOf('BulkGroup', () => BulkGroupType) {}

@ObjectType({ simpleResolvers: true, description: 'Lines of the bulk user file, in report order.' })
export class BulkUserConnection extends reportConnectionOf('BulkUser', () => BulkUserType) {}
