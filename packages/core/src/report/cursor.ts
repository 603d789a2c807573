import { z } from 'zod'
import { decodeBase64url, encodeBase64url } from './base64url.js'

export const CURSOR_VERSION = 1

/** A place in the rows of a report: after (or before) the row with this key. Opaque to clients. */
export interface Cursor {
  /** The runs the rows come from, pinned. */
  runs: string[]
  sort: string
  filterHash: string
  /** `[row_id]`, or for a sort `[position of the sort value, row_id]`. */
  key: number[]
}

const shape = z.strictObject({
  v: z.literal(CURSOR_VERSION),
  runs: z.array(z.string().max(64)).min(1).max(1000),
  sort: z.string().max(64),
  filterHash: z.string().max(32),
  key: z.array(z.int().min(0)).min(1).max(4),
})

const ascii = (text: string): string =>
  text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

export const encodeCursor = ({ runs, sort, filterHash, key }: Cursor): string =>
  encodeBase64url(ascii(JSON.stringify({ v: CURSOR_VERSION, runs, sort, filterHash, key })))

const read = (encoded: string): Cursor | null => {
  const text = encoded.length > 100_000 ? null : decodeBase64url(encoded)
  if (text === null) return null
  try {
    return shape.parse(JSON.parse(text))
  } catch {
    return null
  }
}

const sameRuns = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((run, index) => run === b[index])

/**
 * The key of a cursor made under the same runs, sort and filter; otherwise why it does not fit, to be refused
 * as `BAD_CURSOR`.
 */
export const decodeCursor = (
  encoded: string,
  expected: Omit<Cursor, 'key'>,
): { key: number[]; reason?: undefined } | { key?: undefined; reason: string } => {
  const cursor = read(encoded)
  if (cursor === null) return { reason: 'The cursor is damaged or was not made by this service.' }
  if (!sameRuns(cursor.runs, expected.runs)) return { reason: 'The cursor belongs to another run.' }
  if (cursor.sort !== expected.sort) return { reason: 'The cursor belongs to another order of the rows.' }
  if (cursor.filterHash !== expected.filterHash) return { reason: 'The cursor belongs to another filter.' }
  return { key: cursor.key }
}
