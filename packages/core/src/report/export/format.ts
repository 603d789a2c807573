/** `SAFE_CSV` is CSV whose cells no spreadsheet takes for a formula (`safeText`). */
export const EXPORT_FORMATS = ['CSV', 'SAFE_CSV', 'PARQUET', 'JSONL', 'XLSX'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** What is put around a part. Parquet is compressed inside, so that any reader of Parquet can read it. */
export const COMPRESSIONS = ['NONE', 'GZIP', 'ZSTD'] as const
export type Compression = (typeof COMPRESSIONS)[number]

/** Excel's sheet has 1,048,576 rows; the first is the header. Also the data rows of a part unless asked otherwise. */
export const SHEET_ROWS = 1_048_575
/** Longest text of a spreadsheet cell, in UTF-16 units. */
export const SHEET_CELL = 32_767
/** No export is larger: one part for whoever wants a single file. */
export const MAX_PART_ROWS = 1_000_000_000_000

const EXTENSIONS: Readonly<Record<ExportFormat, string>> = {
  CSV: 'csv',
  SAFE_CSV: 'safe.csv',
  PARQUET: 'parquet',
  JSONL: 'jsonl',
  XLSX: 'xlsx',
}
const SUFFIXES: Readonly<Record<Compression, string>> = { NONE: '', GZIP: '.gz', ZSTD: '.zst' }

const MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = {
  CSV: 'text/csv; charset=utf-8; header=present',
  SAFE_CSV: 'text/csv; charset=utf-8; header=present',
  PARQUET: 'application/vnd.apache.parquet',
  JSONL: 'application/jsonl',
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}
const COMPRESSED_TYPES = { GZIP: 'application/gzip', ZSTD: 'application/zstd' } as const

/** Whether the compression is around the file, not inside it. */
export const isWrapped = (format: ExportFormat, compression: Compression): compression is 'GZIP' | 'ZSTD' =>
  compression !== 'NONE' && format !== 'PARQUET'

/** `csv`, `safe.csv`, `jsonl.gz`, … */
export const fileExtension = (format: ExportFormat, compression: Compression): string =>
  `${EXTENSIONS[format]}${isWrapped(format, compression) ? SUFFIXES[compression] : ''}`

/** `part-00001.safe.csv`; parts count from 1. */
export const partFileName = (number: number, format: ExportFormat, compression: Compression): string =>
  `part-${String(number).padStart(5, '0')}.${fileExtension(format, compression)}`

/** Of the stored bytes: a compressed part is served as what it is, never with Content-Encoding. */
export const mediaType = (format: ExportFormat, compression: Compression): string =>
  isWrapped(format, compression) ? COMPRESSED_TYPES[compression] : MEDIA_TYPES[format]

/** Parquet is written with zstd unless asked otherwise, everything else as it is. */
export const defaultCompression = (format: ExportFormat): Compression =>
  format === 'PARQUET' ? 'ZSTD' : 'NONE'
