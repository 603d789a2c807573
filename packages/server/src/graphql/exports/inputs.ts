import type { AffectedMode, Compression, ExportFormat, ExportReport, FilterOp } from '@crosswalk/core'
import { GraphQLSafeInt } from 'graphql-scalars'
import { Field, ID, InputType } from 'type-graphql'

import { RunScope } from '../reports/run-scope.js'
import { AffectedModeEnum, FilterOpEnum } from '../enums.js'
import { CompressionEnum, ExportFormatEnum, ExportReportEnum } from './export-enums.js'

@InputType({ description: 'A condition. Clauses are joined by AND, the values of one clause by OR.' })
export class ExportFilterInput {
  @Field(() => String, { description: "What is compared: a field of the report's own filter." })
  field: string
  @Field(() => FilterOpEnum, { description: 'How it is compared.' })
  op: FilterOp
  @Field(() => [String], { description: 'What it is compared with; names of enum values in either case.' })
  values: string[]
}

@InputType({ description: 'The principal whose affected items are meant.' })
export class AffectedByInput {
  @Field(() => ID, {
    description: 'Id of the principal’s row, `map_…` or `out_…`; the export is of its run.',
  })
  id: string
  @Field(() => AffectedModeEnum, { description: 'Whose grants count.' })
  mode: AffectedMode
}

@InputType({ description: 'What to export, and how.' })
export class ExportInput {
  @Field(() => ExportReportEnum, { description: 'The report.' })
  report: ExportReport
  @Field(() => ID, { nullable: true, description: 'Of this finished run.' })
  runId?: string | null
  @Field(() => RunScope, {
    nullable: true,
    description:
      'Of several; give either this or `runId`. With neither, the latest finished run of every job.',
  })
  scope?: RunScope | null
  @Field(() => [ExportFilterInput], { nullable: true, description: 'Only rows that meet all of these.' })
  filter?: ExportFilterInput[] | null
  @Field(() => AffectedByInput, {
    nullable: true,
    description: 'Items only: those with a grant for this principal; with one row a grant, only its grants.',
  })
  affectedBy?: AffectedByInput | null
  @Field(() => String, { nullable: true, description: 'One of the orders the report offers.' })
  sort?: string | null
  @Field(() => [String], {
    nullable: true,
    description: 'Columns by name. Mappings always have their twelve, and these after them.',
  })
  columns?: string[] | null
  @Field(() => ExportFormatEnum, { nullable: true, description: 'Spreadsheet-safe CSV if not given.' })
  format?: ExportFormat | null
  @Field(() => CompressionEnum, { nullable: true, description: 'None if not given; zstd for Parquet.' })
  compression?: Compression | null
  @Field(() => Boolean, { nullable: true, description: 'CSV only: begin with U+FEFF. False if not given.' })
  byteOrderMark?: boolean | null
  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: 'Data rows of a part, at most; 1,048,575 if not given.',
  })
  partRows?: number | null
}

@InputType({ description: 'What to export, once.' })
export class StartExportInput extends ExportInput {
  @Field(() => String, {
    nullable: true,
    description:
      'A key of your own, at most 200 characters: a second start with it answers the first export.',
  })
  idempotencyKey?: string | null
}

@InputType({ description: 'Which export.' })
export class ExportIdInput {
  @Field(() => ID, { description: 'The export.' })
  exportId: string
}

@InputType({ description: 'What to download.' })
export class DownloadInput {
  @Field(() => ID, { description: 'The export.' })
  exportId: string
  @Field(() => String, {
    nullable: true,
    description: 'Name of a part; all of the export as one file if not given.',
  })
  file?: string | null
}
