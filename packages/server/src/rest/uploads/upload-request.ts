import type { Request, Response } from 'express'

import { UPLOAD_KINDS, type UploadKind } from '../../control/upload-kinds.js'
import { Problem } from '../../problem.js'

const LONGEST_NAME = 200
/** Milliseconds without a byte after which a sender is given up. */
const SILENCE = 60_000
/** Milliseconds a refused sender has to notice. */
const NOTICE = 10_000

const isText = (text: unknown): text is string =>
  typeof text === 'string' && text !== '' && text.length <= LONGEST_NAME && text.isWellFormed()

/** @throws Problem `BAD_REQUEST` naming the parameter and its values. */
export function readUploadQuery({ query }: Request): { kind: UploadKind; name: string } {
  const kind = UPLOAD_KINDS.find((known) => known === query['kind'])
  if (kind === undefined)
    throw new Problem('BAD_REQUEST', `Say what the file is: kind is one of ${UPLOAD_KINDS.join(', ')}.`)
  const { name } = query
  // eslint-disable-next-line no-control-regex -- names come back in pages and terminals
  if (!isText(name) || /[\u0000-\u001f\u007f]/.test(name))
    throw new Problem('BAD_REQUEST', `Give the file's name: name has 1 to ${LONGEST_NAME} characters.`)
  return { kind, name }
}

/** Bytes the sender announces; null where it streams. */
export const announcedSize = ({ headers }: Request): number | null =>
  headers['content-length'] === undefined ? null : Number(headers['content-length'])

const brokenOff = (cause: unknown): Problem =>
  new Problem('BAD_REQUEST', 'The upload broke off. Send the file again.', {}, { cause })

/**
 * Watches a body while `work` reads it: a sender that falls silent or goes away is a refusal, and one that is refused
 * is given time to read the answer before it is cut off.
 *
 * @throws Problem `BAD_REQUEST` where the body ends early, and what `work` throws.
 */
export async function whileReceiving<T>(
  request: Request,
  response: Response,
  work: () => Promise<T>,
): Promise<T> {
  request.socket.setTimeout(SILENCE, () => request.socket.destroy())
  try {
    return await work()
  } catch (fault) {
    if (request.destroyed && !request.complete) throw brokenOff(fault)
    const cut = setTimeout(() => request.socket.destroy(), NOTICE)
    request.once('close', () => clearTimeout(cut))
    response.once('finish', () => request.resume())
    throw fault
  } finally {
    request.socket.setTimeout(0)
  }
}
