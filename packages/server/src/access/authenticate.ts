import { createHash, timingSafeEqual } from 'node:crypto'

import type { Request, RequestHandler } from 'express'

import type { ControlStore } from '../control/control-store.js'
import { Problem } from '../problem.js'
import { TooManyAttempts, type Attempts } from './attempts.js'
import { setCaller, type Caller } from './caller.js'
import { readCookie } from './cookie.js'

type Stores = Pick<ControlStore, 'tokens' | 'sessions' | 'audit'>

/** A command on this computer that shows the key of the data folder's owner. */
export const OWNER_CALLER: Caller = { name: 'command line', role: 'admin', via: 'token', id: 'owner' }

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
const isOwner = (secret: string, ownerKey: string): boolean =>
  timingSafeEqual(digest(secret), digest(ownerKey))

const byToken = async ({ tokens }: Stores, ownerKey: string, header: string): Promise<Caller | null> => {
  const secret = /^Bearer ([\w.~+/=-]{1,200})$/i.exec(header)?.[1]
  if (secret !== undefined && isOwner(secret, ownerKey)) return OWNER_CALLER
  const token = secret === undefined ? null : await tokens.use(secret)
  return token === null ? null : { name: token.name, role: token.role, via: 'token', id: token.id }
}

/** A bad token is a failed sign-in: told, recorded, and past a number of them no longer listened to for a while. */
async function refuseToken({ audit }: Stores, attempts: Attempts, address: string): Promise<never> {
  const wait = attempts.wait(address)
  if (wait > 0) throw new TooManyAttempts(wait)
  attempts.failed(address)
  await audit.record({ actor: 'nobody', action: 'SIGN_IN', result: 'UNAUTHENTICATED' })
  throw new Problem(
    'UNAUTHENTICATED',
    'The token is unknown, revoked or expired. Ask an administrator for another.',
  )
}

const bySession = async ({ sessions }: Stores, request: Request): Promise<Caller | null> => {
  const secret = readCookie(request)
  const session = secret === undefined ? null : await sessions.find(secret)
  return session === null ? null : { name: session.name, role: session.role, via: 'session', id: session.id }
}

/**
 * Finds out who calls. A token that is sent counts alone: a bad one is refused even beside a good cookie, and a good
 * one is let in whatever failed from the same address.
 */
export const authenticate =
  (stores: Stores, attempts: Attempts, ownerKey: string): RequestHandler =>
  async (request, _response, next) => {
    const header = request.headers.authorization
    const caller =
      header === undefined ? await bySession(stores, request) : await byToken(stores, ownerKey, header)
    if (caller !== null) setCaller(request, caller)
    else if (header !== undefined) await refuseToken(stores, attempts, request.socket.remoteAddress ?? '')
    next()
  }
