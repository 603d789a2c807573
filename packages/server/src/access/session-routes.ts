import type { Request } from 'express'
import * as z from 'zod'

import type { Config } from '../config.js'
import type { ControlStore } from '../control/control-store.js'
import { SESSION_LIFETIME } from '../control/sessions.js'
import { Problem } from '../problem.js'
import type { Route } from '../rest/route.js'
import { Attempts, TooManyAttempts } from './attempts.js'
import { callerOf, requireRole } from './caller.js'
import { cookieName, cookieOptions } from './cookie.js'
import { signInLink } from './sign-in.js'
import { isSecure, originOf } from './site.js'

const SignIn = z.strictObject({ code: z.string().min(1).max(200) })

const readCode = (body: unknown): string => {
  const parsed = SignIn.safeParse(body)
  if (!parsed.success)
    throw new Problem('BAD_REQUEST', 'Send {"code": "…"} with the code from the end of the sign-in link.')
  return parsed.data.code
}

/** Signing in with a link's code, out again, and who is signed in. */
export function sessionRoutes(control: ControlStore, site: Pick<Config, 'host' | 'publicUrl'>): Route[] {
  const { sessions, audit, clock } = control
  const attempts = new Attempts(clock)
  const options = (request: Request) => cookieOptions(isSecure(originOf(request, site)))

  return [
    {
      method: 'get',
      path: '/api/session',
      access: 'viewer',
      handle(request, response) {
        const { name, role } = requireRole(callerOf(request), 'viewer')
        response.json({ name, role })
      },
    },
    {
      method: 'post',
      path: '/api/session',
      access: 'public',
      async handle(request, response) {
        const key = request.socket.remoteAddress ?? ''
        const wait = attempts.wait(key)
        if (wait > 0) throw new TooManyAttempts(wait)
        const opened = await sessions.open(readCode(request.body))
        if (opened === null) {
          attempts.failed(key)
          await audit.record({ actor: 'nobody', action: 'SIGN_IN', result: 'UNAUTHENTICATED' })
          throw new Problem(
            'UNAUTHENTICATED',
            'The sign-in link was used already or is older than 15 minutes. Ask for another: start the server again, or run "crosswalk token link".',
          )
        }
        attempts.succeeded(key)
        const previous = callerOf(request)
        if (previous?.via === 'session') await sessions.close(previous.id)
        const { secret, session } = opened
        await audit.record({ actor: session.name, action: 'SIGN_IN', subject: session.id })
        response.cookie(cookieName(request), secret, { ...options(request), maxAge: SESSION_LIFETIME })
        response.json({ name: session.name, role: session.role })
      },
    },
    {
      method: 'delete',
      path: '/api/session',
      access: 'public',
      async handle(request, response) {
        const caller = callerOf(request)
        if (caller?.via === 'session') {
          await sessions.close(caller.id)
          await audit.record({ actor: caller.name, action: 'SIGN_OUT', subject: caller.id })
        }
        response.clearCookie(cookieName(request), options(request))
        response.status(204).end()
      },
    },
    {
      method: 'post',
      path: '/api/sign-in-links',
      access: 'admin',
      async handle(request, response) {
        const { name } = requireRole(callerOf(request), 'admin')
        await audit.record({ actor: name, action: 'INVITE' })
        response.status(201).json({ link: await signInLink(control, originOf(request, site)) })
      },
    },
  ]
}
