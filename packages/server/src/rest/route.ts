import express, { Router, type Request, type RequestHandler, type Response } from 'express'

import { checkJson, checkOctets, needRole, noStore } from '../access/guards.js'
import type { Role } from '../control/roles.js'

/** A route cannot be written without saying who may call it. */
export interface Route {
  readonly method: 'get' | 'post' | 'delete'
  /** A fixed path or a pattern of Express. */
  readonly path: string
  /** The weakest role that may call it; `public`: anyone. */
  readonly access: Role | 'public'
  /** What is sent to it: JSON, read before it is handled, unless it takes a file, which it reads itself. */
  readonly body?: 'json' | 'file'
  handle(request: Request, response: Response): void | Promise<void>
}

export const BODY_LIMIT = '1mb'
export const readJson: RequestHandler = express.json({ limit: BODY_LIMIT, type: 'application/json' })

/** For text of 4 MB, which JSON may spell in twice as many bytes. */
export const readLargeJson: RequestHandler = express.json({ limit: '9mb', type: 'application/json' })

const readersOf = ({ body = 'json' }: Route): RequestHandler[] =>
  body === 'json' ? [checkJson, readJson] : [checkOctets]

/** The routes behind their guards; a body is read only of a caller who may send it. */
export function routerOf(routes: readonly Route[]): Router {
  const router = Router()
  for (const route of routes)
    router[route.method](
      route.path,
      noStore,
      needRole(route.access),
      ...readersOf(route),
      (request, response) => route.handle(request, response),
    )
  return router
}
