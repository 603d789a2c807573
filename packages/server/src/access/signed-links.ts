import type { Request, RequestHandler } from 'express'

import type { ControlStore } from '../control/control-store.js'
import type { DownloadLinks, Signed } from '../exports/download-links.js'
import { Problem } from '../problem.js'
import { setCaller, type Caller } from './caller.js'

const PATH = /^\/api\/exports\/(exp_[0-9a-z]{26})\/files\/([^/]+)$/

const one = (value: unknown): string => (typeof value === 'string' ? value : '')

const signedBy = (request: Request): Signed | null => {
  const [, exportId, file] = PATH.exec(request.path) ?? []
  if (exportId === undefined || file === undefined) return null
  return { exportId, file: decodeURIComponent(file), user: one(request.query['user']) }
}

/** Whoever made the link, if he may still come in. */
const makerOf = async (
  { tokens, sessions }: Pick<ControlStore, 'tokens' | 'sessions'>,
  id: string,
): Promise<Caller | null> => {
  const maker = id.startsWith('tok_') ? await tokens.byId(id) : await sessions.byId(id)
  return maker === null ? null : { name: maker.name, role: maker.role, via: 'link', id }
}

/**
 * Lets a signed download link stand for the one who made it: for this file alone, until it ends, and only as long as
 * the maker's token or session is good.
 */
export const acceptLinks =
  (control: ControlStore, links: DownloadLinks): RequestHandler =>
  async (request, _response, next) => {
    const signature = one(request.query['signature'])
    const signed = signature === '' ? null : signedBy(request)
    if (signed !== null) {
      const isGood = links.isGood(signed, Number(request.query['expires']), signature)
      const maker = isGood ? await makerOf(control, signed.user) : null
      if (maker === null)
        throw new Problem('UNAUTHENTICATED', 'The download link has ended or was altered. Make another.')
      setCaller(request, maker)
    }
    next()
  }
