import { COMPRESSIONS, EXPORT_FORMATS, EXPORT_REPORTS } from '@crosswalk/core'
import type { Compression, ExportFormat, ExportReport } from '@crosswalk/core'

import { enumOf } from '../enums.js'

const reports: Readonly<Record<ExportReport, string>> = {
  mappings: 'The user mappings report.',
  outcomes: 'The principal migration report.',
  items: 'The content.',
  item_grants: 'The content, with one row for each grant on an item.',
  findings: 'What was met in the inputs.',
  source_quality: 'What makes source identities hard to map.',
  user_report: 'The users of migrated groups.',
  bulk_groups: 'The bulk file of groups to be created at the identity provider.',
  bulk_users: 'The bulk file of users.',
  reconciliation: 'Migrated groups beside those of the destination.',
  reconciliation_members: 'Members that one side of a reconciled group has alone.',
}
const formats: Readonly<Record<ExportFormat, string>> = {
  CSV: 'CSV (RFC 4180) with every value as it is.',
  SAFE_CSV: 'CSV whose cells no spreadsheet takes for a formula.',
  PARQUET: 'Apache Parquet.',
  JSONL: 'One JSON object a line.',
  XLSX: 'A workbook of one sheet.',
}
const compressions: Readonly<Record<Compression, string>> = {
  NONE: 'Not compressed.',
  GZIP: 'gzip.',
  ZSTD: 'Zstandard.',
}

export const ExportReportEnum = enumOf('ExportReport', 'What can be exported.', EXPORT_REPORTS, reports)
export const ExportFormatEnum = enumOf('ExportFormat', 'How an export is written.', EXPORT_FORMATS, formats)
export const CompressionEnum = enumOf(
  'Compression',
  'How the files of an export are compressed.',
  COMPRESSIONS,
  compressions,
)
