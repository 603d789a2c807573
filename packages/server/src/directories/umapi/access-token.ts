import type { DirectoryAccess, UmapiSettings } from '../settings.js'
import type { Waiting } from '../waiting.js'
import { fieldsOf } from './bodies.js'
import { secretRefused, tokenExpired, unreachable } from './problems.js'

/** Where requests get their access token. */
export interface TokenSource {
  current(signal: AbortSignal): Promise<string>
  /** The API took the token. */
  accepted(token: string): void
  /** The API refused the token. @throws Problem where there is no other to be had. */
  refused(token: string): void
}

const SCOPE = 'openid,AdobeID,user_management_sdk'
const TIMEOUT = 30_000
/** Renewed this long before it ends. */
const EARLY = 60_000

export const tokenSourceOf = (access: DirectoryAccess<UmapiSettings>, waiting: Waiting): TokenSource =>
  access.secrets.clientSecret === undefined ? pasted(access) : renewed(access, waiting)

/** A token a person pasted: it ends after 24 hours and only a person can bring another. */
const pasted = ({ name, secrets }: DirectoryAccess<UmapiSettings>): TokenSource => ({
  async current() {
    if (secrets.accessToken === undefined) throw tokenExpired(name)
    return secrets.accessToken
  },
  accepted() {},
  refused() {
    throw tokenExpired(name)
  },
})

/** OAuth server-to-server: a new token where there is none, where it is about to end, and where it is refused. */
const renewed = (access: DirectoryAccess<UmapiSettings>, waiting: Waiting): TokenSource => {
  let held: { token: string; until: number; accepted: boolean } | null = null
  return {
    async current(signal) {
      if (held !== null && held.until > waiting.now()) return held.token
      const { token, seconds } = await exchange(access, signal)
      held = { token, until: waiting.now() + seconds * 1000 - EARLY, accepted: false }
      return token
    },
    accepted(token) {
      if (held?.token === token) held.accepted = true
    },
    refused(token) {
      if (held?.token !== token) return
      if (!held.accepted) throw secretRefused(access.name)
      held = null
    },
  }
}

const exchange = async (
  { name, settings, secrets }: DirectoryAccess<UmapiSettings>,
  signal: AbortSignal,
): Promise<{ token: string; seconds: number }> => {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: settings.clientId,
    client_secret: secrets.clientSecret ?? '',
    scope: SCOPE,
  })
  const body = await send(name, settings.tokenUrl, form, signal)
  const [token, seconds] = [body?.['access_token'], Number(body?.['expires_in'])]
  if (typeof token !== 'string' || token === '' || !(seconds > 0))
    throw unreachable(name, 'has a sign-in service that gave no token')
  return { token, seconds }
}

const send = async (
  name: string,
  tokenUrl: string,
  form: URLSearchParams,
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>> | null> => {
  try {
    const response = await fetch(tokenUrl, {
      ...{ method: 'POST', body: form, redirect: 'error' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]),
    })
    if (response.status >= 400 && response.status < 500) throw secretRefused(name)
    if (!response.ok) throw unreachable(name, `has a sign-in service that answered with ${response.status}`)
    return fieldsOf(await response.json())
  } catch (cause) {
    if (signal.aborted || (cause instanceof Error && cause.name === 'Problem')) throw cause
    throw unreachable(name, 'has a sign-in service that does not answer', cause)
  }
}
