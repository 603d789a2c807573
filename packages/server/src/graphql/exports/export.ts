import type {
  AffectedMode,
  Compression,
  ExportFormat,
  ExportReport,
  FilterOp,
  RunState,
} from '@crosswalk/core'
import { GraphQLDateTime, GraphQLSafeInt } from 'graphql-scalars'
import { Field, Float, ID, Int, ObjectType } from 'type-graphql'

import { AffectedModeEnum, FilterOpEnum, RunStateEnum } from '../enums.js'
import { CompressionEnum, ExportFormatEnum, ExportReportEnum } from './export-enums.js'
import type { Lazy } from '../lazy.js'
import { connectionOf } from '../paging/connection.js'

@ObjectType({ simpleResolvers: true, description: 'A condition that the rows of an export meet.' })
export class ExportFilterClause {
  @Field(() => String, { description: 'What is compared.' })
  field: string
  @Field(() => FilterOpEnum, { description: 'How it is compared.' })
  op: FilterOp
  @Field(() => [String], { description: 'What it is compared with.' })
  values: readonly string[]
}

@ObjectType('AffectedBy', {
  simpleResolvers: true,
  description: 'The principal whose affected items are meant.',
})
export class AffectedByType {
  @Field(() => ID, { description: 'Id of its row in the principal migration report, `out_…`.' })
  id: string
  @Field(() => AffectedModeEnum, { description: 'Whose grants count.' })
  mode: AffectedMode
}

@ObjectType({ simpleResolvers: true, description: 'A run that an export is of.' })
export class ExportRun {
  @Field(() => ID, { description: 'Id of the run.' })
  id: string
  @Field(() => ID, { description: 'Id of its job.' })
  jobId: string
  @Field(() => String, { description: 'Name of its job.' })
  jobName: string
  @Field(() => String, { description: "The run's fingerprint." })
  fingerprint: string
}

@ObjectType('ExportPart', { simpleResolvers: true, description: 'A complete file of an export.' })
export class ExportPartType {
  @Field(() => String, { description: 'Name of the file.' })
  file: string
  @Field(() => GraphQLSafeInt, { description: 'Data rows in it.' })
  rows: number
  @Field(() => GraphQLSafeInt, { description: 'Its size as stored.' })
  bytes: number
  @Field(() => String, { description: 'SHA-256 of the file as stored, in hex; its ETag, too.' })
  sha256: string
  @Field(() => String, { description: 'Where a signed-in caller downloads it; ranges are served.' })
  path: string
}

@ObjectType({ simpleResolvers: true, description: 'Why an export stopped or failed.' })
export class ExportProblem {
  @Field(() => String, { description: 'A stable code; every code is explained in docs/errors.md.' })
  code: string
  @Field(() => String, { description: 'What happened and what to do.' })
  message: string
}

@ObjectType('Export', { simpleResolvers: true, description: 'A report as files, with a manifest.' })
export class ExportType {
  @Field(() => ID, { description: 'Stable id, `exp_…`.' })
  id: string
  @Field(() => RunStateEnum, { description: 'Where the export stands.' })
  state: RunState
  @Field(() => ExportReportEnum, { description: 'The report.' })
  report: ExportReport
  @Field(() => [ExportRun], { description: 'The runs it is of, in order.' })
  runs: ExportRun[]
  @Field(() => [ExportFilterClause], { description: 'The filter its rows meet.' })
  filter: readonly ExportFilterClause[]
  @Field(() => AffectedByType, {
    nullable: true,
    description: 'The principal whose affected items it is of; null: not of one principal’s.',
  })
  affectedBy: AffectedByType | null
  @Field(() => String, { description: 'The order of its rows.' })
  sort: string
  @Field(() => [String], { description: 'Its columns, in order.' })
  columns: readonly string[]
  @Field(() => ExportFormatEnum, { description: 'Its format.' })
  format: ExportFormat
  @Field(() => CompressionEnum, { description: 'Its compression.' })
  compression: Compression
  @Field(() => Boolean, { description: 'Whether it is CSV that begins with U+FEFF.' })
  byteOrderMark: boolean
  @Field(() => GraphQLSafeInt, { description: 'Data rows of a part, at most.' })
  partRows: number
  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: 'Its data rows; known before the first is written.',
  })
  rowsTotal: number | null
  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Data rows in complete parts.' })
  rowsDone: number | null
  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Bytes written.' })
  bytesDone: number | null
  @Field(() => Float, { nullable: true, description: 'Rows a second, while it can be told.' })
  progressRate: number | null
  @Field(() => Int, { nullable: true, description: 'How many files it will be; null until that is known.' })
  partsTotal: number | null
  @Field(() => [ExportPartType], { description: 'Complete files, which can be downloaded already.' })
  parts: Lazy<ExportPartType[]>
  @Field(() => String, {
    description: 'Where all of it is downloaded, once finished: the one file, or a zip.',
  })
  path: string
  @Field(() => String, { description: 'Where its manifest is downloaded, once finished.' })
  manifestPath: string
  @Field(() => String, { description: 'Who asked for it.' })
  createdBy: string
  @Field(() => GraphQLDateTime, { description: 'When it was asked for.' })
  createdAt: string
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it first began.' })
  startedAt: string | null
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it last came to rest.' })
  finishedAt: string | null
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When it will be deleted; null: not by itself.',
  })
  expiresAt: string | null
  @Field(() => ExportProblem, { nullable: true, description: 'Why it stopped or failed, and what to do.' })
  problem: ExportProblem | null
  @Field(() => Boolean, { description: 'Whether it can be resumed.' })
  resumable: boolean
}

@ObjectType({ description: 'Exports, newest first.' })
export class ExportConnection extends connectionOf('Export', () => ExportType) {}

@ObjectType('ExportEstimate', { simpleResolvers: true, description: 'How large an export would be.' })
export class ExportEstimateType {
  @Field(() => GraphQLSafeInt, { description: 'Its data rows, exactly.' })
  rows: number
  @Field(() => Int, { description: 'Its files.' })
  parts: number
  @Field(() => GraphQLSafeInt, { description: 'Its bytes, about: measured on a sample of its rows.' })
  bytes: number
}

@ObjectType({ simpleResolvers: true, description: 'A link that needs no sign-in, for a short time.' })
export class DownloadLink {
  @Field(() => String, { description: 'Path and query on this server.' })
  path: string
  @Field(() => GraphQLDateTime, { description: 'When it ends.' })
  expiresAt: string
}

@ObjectType({ simpleResolvers: true, description: 'An export that is no more.' })
export class DeletedExport {
  @Field(() => ID, { description: 'Its id.' })
  exportId: string
}
