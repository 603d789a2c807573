import type { ValidatedField } from '@crosswalk/core'
import { ArgsType, Field, ID, InputType } from 'type-graphql'

import type { ColumnPair } from '../../inputs/principal-report-csv/shape.js'
import { ValidatedFieldEnum } from '../enums.js'

@InputType({ description: 'What a column of a report made elsewhere is to be read as.' })
export class ReportColumnInput implements ColumnPair {
  @Field(() => String, { description: 'The column, as its header writes it.' })
  column: string
  @Field(() => ValidatedFieldEnum, { description: 'What it is.' })
  field: ValidatedField
}

@ArgsType()
export class ValidationArgs {
  @Field(() => ID, { description: 'The finished run that knows what the report should say.' })
  runId: string
  @Field(() => ID, { description: 'The report: an upload of kind `report`.' })
  uploadId: string
  @Field(() => [ReportColumnInput], {
    nullable: true,
    description: 'What its columns are, where their names do not say.',
  })
  columns?: ReportColumnInput[] | null
}
