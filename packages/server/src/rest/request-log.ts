import type { Request, RequestHandler } from 'express'

import { callerOf } from '../access/caller.js'
import type { Log } from '../log.js'
import type { Metrics } from '../metrics.js'

/** The route's pattern, never the address itself: that may hold names. */
const routeOf = (request: Request): string => {
  const route: unknown = request.route
  const path = typeof route === 'object' && route !== null && 'path' in route ? route.path : undefined
  return typeof path === 'string' ? `${request.baseUrl}${path}` : request.baseUrl || 'other'
}

const METHODS = ['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS', 'PUT', 'PATCH']

/** One line an answer: method, route, status, milliseconds, role; and the same, but the role, as figures. */
export const requestLog =
  (log: Log, metrics: Pick<Metrics, 'answered'>): RequestHandler =>
  (request, response, next) => {
    const began = performance.now()
    response.once('close', () => {
      const ms = performance.now() - began
      const method = METHODS.includes(request.method) ? request.method : 'other'
      const status = response.writableFinished ? response.statusCode : 'aborted'
      const answer = { method, route: routeOf(request), status } as const
      log.info({ ...answer, ms: Math.round(ms), role: callerOf(request)?.role ?? null })
      metrics.answered({ ...answer, seconds: ms / 1000 })
    })
    next()
  }
