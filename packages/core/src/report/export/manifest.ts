import { z } from 'zod'
import { FILTER_OPS } from '../fields.js'
import { AFFECTED_MODES } from './affected.js'
import { COMPRESSIONS, EXPORT_FORMATS } from './format.js'

/** Version of the manifest below; every version ever written stays readable. */
export const EXPORT_MANIFEST_VERSION = 1

const count = z.int().min(0)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
/** A row by its run and its number there. */
const key = z.object({ run: z.string(), row: count })

const part = z.object({
  file: z.string().regex(/^part-\d{5,}\.[a-z.]+$/),
  rows: count,
  /** Null in an export without rows. */
  first: key.nullable(),
  last: key.nullable(),
  /** Of the file as stored. */
  bytes: count,
  sha256,
  /** CRC-32 of the stored bytes, 8 hex digits. */
  crc32: z.string().regex(/^[0-9a-f]{8}$/),
  /** Before compression; null where the engine compresses and does not tell. */
  uncompressedBytes: count.nullable(),
})

const shape = z.object({
  version: z.literal(EXPORT_MANIFEST_VERSION),
  export: z.string(),
  report: z.string(),
  filter: z.object({
    version: z.literal(1),
    clauses: z.array(z.object({ field: z.string(), op: z.enum(FILTER_OPS), values: z.array(z.string()) })),
  }),
  /** Absent: not of one principal's items alone. */
  affectedBy: z.object({ id: z.string(), mode: z.enum(AFFECTED_MODES) }).optional(),
  sort: z.string(),
  runs: z
    .array(z.object({ id: z.string(), job: z.string(), jobName: z.string(), fingerprint: z.string() }))
    .min(1),
  columns: z.array(z.string()).min(1),
  format: z.enum(EXPORT_FORMATS),
  compression: z.enum(COMPRESSIONS),
  /** Whether cells are spreadsheet-safe; their inverse is in docs/exports.md. */
  safe: z.boolean(),
  byteOrderMark: z.boolean(),
  partRows: z.int().min(1),
  totalRows: count,
  totalBytes: count,
  engine: z.object({ crosswalk: z.int(), duckdb: z.string(), zlib: z.string() }),
  parts: z.array(part).min(1),
})

/** What an export is, and what each of its files must be. Written last: an export with a manifest is complete. */
export type ExportManifest = z.infer<typeof shape>
export type ExportPart = z.infer<typeof part>
export type RowKey = z.infer<typeof key>

/** Why a manifest does not tie with itself; empty where it does. */
const contradictions = (manifest: ExportManifest): string[] => {
  const { parts, partRows, totalRows, totalBytes } = manifest
  const sum = (of: (one: ExportPart) => number) => parts.reduce((total, one) => total + of(one), 0)
  const said: string[] = []
  if (sum(({ rows }) => rows) !== totalRows)
    said.push(`The parts have ${sum(({ rows }) => rows)} rows and the manifest says ${totalRows}.`)
  if (sum(({ bytes }) => bytes) !== totalBytes)
    said.push(`The parts have ${sum(({ bytes }) => bytes)} bytes and the manifest says ${totalBytes}.`)
  if (new Set(parts.map(({ file }) => file)).size !== parts.length) said.push('Two parts have one name.')
  for (const [index, { file, rows }] of parts.entries()) {
    const isLast = index === parts.length - 1
    if (rows > partRows || (!isLast && rows < partRows))
      said.push(`${file} has ${rows} rows; every part but the last has ${partRows}.`)
    if (!file.startsWith(`part-${String(index + 1).padStart(5, '0')}.`))
      said.push(`Part ${index + 1} is missing: ${file} is in its place.`)
  }
  return said
}

/** A manifest read from JSON text, or what is wrong with it. */
export const parseExportManifest = (
  text: string,
): { manifest: ExportManifest; faults?: undefined } | { manifest?: undefined; faults: string[] } => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { faults: ['The manifest is not JSON.'] }
  }
  const parsed = shape.safeParse(json)
  if (!parsed.success)
    return { faults: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) }
  const faults = contradictions(parsed.data)
  return faults.length > 0 ? { faults } : { manifest: parsed.data }
}
