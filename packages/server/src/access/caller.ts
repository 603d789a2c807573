import type { Request } from 'express'

import { mayAct, type Role } from '../control/roles.js'
import { Problem } from '../problem.js'

/** Who makes a request. */
export interface Caller {
  readonly name: string
  readonly role: Role
  readonly via: 'token' | 'session' | 'link'
  /** Id of the token or session; of a link, of the one it was made with. */
  readonly id: string
}

const callers = new WeakMap<object, Caller>()

export const callerOf = (request: Request): Caller | undefined => callers.get(request)
export const setCaller = (request: Request, caller: Caller): void => void callers.set(request, caller)

/** @throws Problem `UNAUTHENTICATED` or `FORBIDDEN` */
export function requireRole(caller: Caller | undefined, needed: Role): Caller {
  if (caller === undefined)
    throw new Problem(
      'UNAUTHENTICATED',
      'Sign in first: open the sign-in link that the server printed, or send a token as "Authorization: Bearer".',
    )
  if (!mayAct(caller.role, needed))
    throw new Problem('FORBIDDEN', `This needs the role ${needed}; you are signed in as ${caller.role}.`)
  return caller
}
