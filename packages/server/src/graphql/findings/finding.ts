import type { FindingCode, Phase, Severity } from '@crosswalk/core'
import { GraphQLSafeInt } from 'graphql-scalars'
import { Field, ID, ObjectType } from 'type-graphql'

import { PhaseEnum, SeverityEnum } from '../enums.js'
import { reportConnectionOf } from '../reports/report-connection.js'
import { ReportRow } from '../reports/report-row.js'

@ObjectType('Finding', { simpleResolvers: true, description: 'Something met in an input and not swallowed.' })
export class FindingType extends ReportRow {
  @Field(() => ID, { description: 'Stable id, `fnd_…`.' })
  id: string
  @Field(() => PhaseEnum, { description: 'The phase that met it.' })
  phase: Phase
  @Field(() => SeverityEnum, { description: 'How much it matters.' })
  severity: Severity
  @Field(() => String, { description: 'A stable code; every code is explained in docs/errors.md.' })
  code: FindingCode
  @Field(() => String, { description: 'What was met, in a sentence.' })
  message: string
  @Field(() => String, { nullable: true, description: 'The input it was met in.' })
  file: string | null
  @Field(() => GraphQLSafeInt, { nullable: true, description: 'The line there, from 1.' })
  line: number | null
  @Field(() => String, { nullable: true, description: 'The node or value it concerns.' })
  path: string | null
}

@ObjectType({ simpleResolvers: true, description: 'Findings, by file, line and code.' })
export class FindingConnection extends reportConnectionOf('Finding', () => FindingType) {}
