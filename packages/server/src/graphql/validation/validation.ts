import type { PrincipalKind, ReportDifference, ValidatedField } from '@crosswalk/core'
import { GraphQLSafeInt } from 'graphql-scalars'
import { Field, ID, ObjectType } from 'type-graphql'

import type { ReportColumn } from '../../pipeline/validate/validate-report.js'
import { PrincipalKindEnum, ReportDifferenceEnum, ValidatedFieldEnum } from '../enums.js'
import { connectionOf } from '../paging/connection.js'

@ObjectType('ReportColumn', { simpleResolvers: true, description: 'A column of a report made elsewhere.' })
export class ReportColumnType implements ReportColumn {
  @Field(() => String, { description: 'As its header writes it.' })
  column: string
  @Field(() => ValidatedFieldEnum, { nullable: true, description: 'What it is read as; null: not compared.' })
  field: ValidatedField | null
}

@ObjectType({ simpleResolvers: true, description: 'Rows that differ in one way.' })
export class DifferenceCount {
  @Field(() => ReportDifferenceEnum, { description: 'The way.' })
  difference: ReportDifference
  @Field(() => GraphQLSafeInt, { description: 'How many rows.' })
  count: number
}

@ObjectType({ simpleResolvers: true, description: 'A line of a report that could not be read.' })
export class SkippedLine {
  @Field(() => GraphQLSafeInt, { description: 'The line, from 1.' })
  line: number
  @Field(() => String, { description: 'What is wrong with it.' })
  problem: string
}

@ObjectType('Validation', {
  simpleResolvers: true,
  description: 'How a principal migration report made elsewhere compares with a run.',
})
export class ValidationType {
  @Field(() => [ReportColumnType], { description: 'Its columns, in order, and what each was read as.' })
  columns: ReportColumnType[]
  @Field(() => GraphQLSafeInt, { description: 'Principals of the run.' })
  expected: number
  @Field(() => GraphQLSafeInt, { description: 'Rows of the report.' })
  reported: number
  @Field(() => [DifferenceCount], { description: 'Every way to differ and its rows, none included.' })
  counts: DifferenceCount[]
  @Field(() => GraphQLSafeInt, { description: 'Lines of the report that could not be read.' })
  skippedCount: number
  @Field(() => [SkippedLine], { description: 'The first 1,000 of them.' })
  skipped: SkippedLine[]
}

@ObjectType('DifferingRow', {
  simpleResolvers: true,
  description: 'A principal in which a report made elsewhere differs from the run.',
})
export class DifferingRowType {
  @Field(() => ID, { description: 'Its number among the rows of this comparison.' })
  id: string
  @Field(() => ReportDifferenceEnum, { description: 'How they differ: the first way that holds.' })
  difference: ReportDifference
  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: 'Line of the report, from 1; null for a principal it misses.',
  })
  line: number | null
  @Field(() => PrincipalKindEnum, { nullable: true, description: 'Null where neither says.' })
  kind: PrincipalKind | null
  @Field(() => String, { description: 'Authorizable id, or the principal name where the report has no ids.' })
  principal: string
  @Field(() => String, {
    nullable: true,
    description: 'Outcome and its reason or relation as the run has it; null for a principal it has not.',
  })
  expected: string | null
  @Field(() => String, { nullable: true, description: 'The same as the report has it.' })
  reported: string | null
}

@ObjectType({ simpleResolvers: true, description: 'Differing rows: by difference, then by principal.' })
export class DifferingRowConnection extends connectionOf('DifferingRow', () => DifferingRowType) {}
