import { z } from 'zod'
import { decodeBase64url, encodeBase64url } from './base64url.js'
import { hash64 } from './hash.js'

export const CURSOR_VERSION = 1

/** A row's place in an order: position of its sort value (0 where none is walked), place of its run, place in the run. */
export type PlaceKey = readonly [position: number, run: number, row: number]

/** A place in the rows of a report: after (or before) the row with this key. Opaque to clients. */
export interface Cursor {
  /** `runsHash` of the runs the rows come from: they are pinned. */
  runs: string
  /** The moment as of which the latest runs were taken, ISO 8601; null where the runs were named. */
  asOf: string | null
  sort: string
  filterHash: string
  key: PlaceKey
}

const place = z.int().min(0)
const shape = z.strictObject({
  v: z.literal(CURSOR_VERSION),
  runs: z.string().max(16),
  asOf: z.iso.datetime().nullable(),
  sort: z.string().max(64),
  filterHash: z.string().max(32),
  key: z.tuple([place, place, place]),
})

const ascii = (text: string): string =>
  text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** 16 hex digits of the runs in their order; a cursor of a thousand runs is as short as that of one. */
export const runsHash = (runs: readonly string[]): string => hash64(runs.join())

export const encodeCursor = ({ runs, asOf, sort, filterHash, key }: Cursor): string =>
  encodeBase64url(ascii(JSON.stringify({ v: CURSOR_VERSION, runs, asOf, sort, filterHash, key })))

const read = (encoded: string): Cursor | null => {
  const text = encoded.length > 2000 ? null : decodeBase64url(encoded)
  if (text === null) return null
  try {
    return shape.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** The moment a cursor is pinned to; null where it is not, or is no cursor. */
export const cursorMoment = (encoded: string): string | null => read(encoded)?.asOf ?? null

/**
 * The key of a cursor made under the same runs, sort and filter; otherwise why it does not fit, to be refused
 * as `BAD_CURSOR`.
 */
export const decodeCursor = (
  encoded: string,
  expected: Pick<Cursor, 'runs' | 'sort' | 'filterHash'>,
): { key: PlaceKey; reason?: undefined } | { key?: undefined; reason: string } => {
  const cursor = read(encoded)
  if (cursor === null) return { reason: 'The cursor is damaged or was not made by this service.' }
  if (cursor.runs !== expected.runs) return { reason: 'The cursor belongs to other runs.' }
  if (cursor.sort !== expected.sort) return { reason: 'The cursor belongs to another order of the rows.' }
  if (cursor.filterHash !== expected.filterHash) return { reason: 'The cursor belongs to another filter.' }
  return { key: cursor.key }
}
