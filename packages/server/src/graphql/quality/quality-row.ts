import type { PrincipalKind, QualityIssueCode } from '@crosswalk/core'
import { GraphQLSafeInt } from 'graphql-scalars'
import { Field, ID, ObjectType } from 'type-graphql'

import { PrincipalKindEnum, QualityIssueEnum } from '../enums.js'
import { Identity } from '../mappings/identity.js'
import { reportConnectionOf } from '../reports/report-connection.js'
import { ReportRow } from '../reports/report-row.js'

@ObjectType('SourceQuality', {
  simpleResolvers: true,
  description: 'A source principal that an issue of the source quality report concerns.',
})
export class SourceQualityType extends ReportRow {
  @Field(() => ID, { description: 'Stable id, `qua_…`.' })
  id: string
  @Field(() => QualityIssueEnum, { description: 'The issue; each is explained in docs/reasons.md.' })
  code: QualityIssueCode
  @Field(() => String, { description: 'The issue in a sentence.' })
  message: string
  @Field(() => String, {
    nullable: true,
    description:
      'The normalised value that is shared or wrong, the destination for MANY_TO_ONE; null where something is missing.',
  })
  value: string | null
  @Field(() => String, { nullable: true, description: 'What the source writes there, as it stands.' })
  written: string | null
  @Field(() => GraphQLSafeInt, { description: 'How many principals share the value; 1 for one alone.' })
  sharedBy: number
  @Field(() => PrincipalKindEnum, { description: 'User or group.' })
  kind: PrincipalKind
  @Field(() => Identity, { description: 'The identity on the source.' })
  source: Identity
  @Field(() => ID, { description: 'Its row of the user mappings report, `map_…`.' })
  mappingId: string
}

@ObjectType({
  simpleResolvers: true,
  description: 'Rows of the source quality report: by issue, value and principal.',
})
export class SourceQualityConnection extends reportConnectionOf('SourceQuality', () => SourceQualityType) {}
