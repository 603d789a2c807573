import { Problem } from '../problem.js'

const VERSION = 1

/** The place of a row in a list of one run; `list` names the run and what is listed. Opaque to clients. */
export const listCursor = (list: string, key: readonly number[]): string =>
  Buffer.from(JSON.stringify({ v: VERSION, list, key })).toString('base64url')

interface ListCursor {
  readonly v: unknown
  readonly list: unknown
  readonly key: unknown
}

const read = (cursor: string): ListCursor | null => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString()) as ListCursor | null
  } catch {
    return null
  }
}

const isPlace = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

/** The `keys` numbers of a cursor of the same list. @throws Problem `BAD_CURSOR` */
export const readListCursor = (cursor: string, list: string, keys: number): number[] => {
  const found = cursor.length > 2000 ? null : read(cursor)
  const key = found?.key
  if (found?.v !== VERSION || found.list !== list || !Array.isArray(key))
    throw new Problem('BAD_CURSOR', 'The cursor is not one of this list. Start again without a cursor.')
  if (key.length !== keys || !key.every(isPlace))
    throw new Problem('BAD_CURSOR', 'The cursor is damaged. Start again without a cursor.')
  return key
}
