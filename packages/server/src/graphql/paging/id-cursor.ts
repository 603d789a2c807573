import { Problem } from '../../problem.js'

const VERSION = 1

/** The place of a row among rows ordered by id. */
export const idCursor = (id: string): string =>
  Buffer.from(JSON.stringify({ v: VERSION, id })).toString('base64url')

/** @throws Problem `BAD_CURSOR` */
export function readIdCursor(
  cursor: string | null | undefined,
  prefix: 'job' | 'run' | 'exp' | 'aud',
): string | null {
  if (cursor == null) return null
  const id = /^\{"v":1,"id":"([a-z]+_[0-9a-z]{26})"\}$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1]
  if (id === undefined || !id.startsWith(`${prefix}_`))
    throw new Problem('BAD_CURSOR', 'The cursor is not one of this list. Start again without a cursor.')
  return id
}
