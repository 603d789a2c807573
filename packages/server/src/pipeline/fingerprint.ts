import { createHash } from 'node:crypto'

/** What a fingerprint is computed over. Names, times and ids of jobs and runs are outside it. */
export interface FingerprintParts {
  /** Version of Crosswalk's rules; raised when the same inputs would give other rows. */
  engine: number
  duckdb: string
  unicode: string
  /** The normalised job without its name and paths. */
  job: unknown
  wipe: boolean
  /** SHA-256 of each input, in the job's order. */
  inputs: readonly string[]
  /** Fingerprint of the previous run a top-up builds on. */
  previous: string | null
}

/** JSON with sorted keys, so that equal values have equal text. */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined)
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${sorted.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`).join(',')}}`
}

/** SHA-256, hex. The same fingerprint gives the same rows in the same order and byte-identical CSV. */
export const fingerprintOf = (parts: FingerprintParts): string =>
  createHash('sha256').update(canonicalJson(parts)).digest('hex')
