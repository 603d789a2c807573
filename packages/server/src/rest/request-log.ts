import type { Request, RequestHandler } from 'express'

import { callerOf } from '../access/caller.js'
import type { Log } from '../log.js'

/** The route's pattern, never the address itself: that may hold names. */
const routeOf = (request: Request): string => {
  const route: unknown = request.route
  const path = typeof route === 'object' && route !== null && 'path' in route ? route.path : undefined
  return typeof path === 'string' ? `${request.baseUrl}${path}` : request.baseUrl || 'other'
}

/** One line an answer: method, route, status, milliseconds, role. */
export const requestLog =
  (log: Log): RequestHandler =>
  (request, response, next) => {
    const began = performance.now()
    response.once('close', () => {
      log.info({
        method: request.method,
        route: routeOf(request),
        status: response.writableFinished ? response.statusCode : 'aborted',
        ms: Math.round(performance.now() - began),
        role: callerOf(request)?.role ?? null,
      })
    })
    next()
  }
