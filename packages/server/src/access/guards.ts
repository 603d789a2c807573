import type { RequestHandler } from 'express'

import type { Config } from '../config.js'
import type { Role } from '../control/roles.js'
import { Problem } from '../problem.js'
import { callerOf, requireRole } from './caller.js'
import { originOf } from './site.js'

const SAFE = ['GET', 'HEAD', 'OPTIONS']
const isUnsafe = (method: string): boolean => !SAFE.includes(method)
type Site = Pick<Config, 'host' | 'publicUrl'>

/** Answers under the server's own names only. */
export const checkHost =
  (site: Site): RequestHandler =>
  (request, _response, next) => {
    originOf(request, site)
    next()
  }

/** What changes something must come from a page of ours, unless it carries a token of its own. */
export const checkOrigin =
  (site: Site): RequestHandler =>
  (request, _response, next) => {
    const trusted = callerOf(request)?.via === 'token' || !isUnsafe(request.method)
    if (!trusted && request.headers.origin !== originOf(request, site))
      throw new Problem(
        'BAD_ORIGIN',
        'The request did not come from a page of this server. Use its own pages, or send a token.',
      )
    next()
  }

/** A body is JSON, which no plain form can send. */
export const checkJson: RequestHandler = (request, _response, next) => {
  const empty = request.headers['content-length'] === '0'
  if (isUnsafe(request.method) && !empty && request.is('application/json') === false)
    throw new Problem('UNSUPPORTED_TYPE', 'Send the body as "Content-Type: application/json".')
  next()
}

/** A file is sent as such, which no plain form can do either. */
export const checkOctets: RequestHandler = (request, _response, next) => {
  if (isUnsafe(request.method) && request.is('application/octet-stream') === false)
    throw new Problem('UNSUPPORTED_TYPE', 'Send the file as "Content-Type: application/octet-stream".')
  next()
}

export const needRole =
  (role: Role | 'public'): RequestHandler =>
  (request, _response, next) => {
    if (role !== 'public') requireRole(callerOf(request), role)
    next()
  }

export const noStore: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store')
  next()
}
