import { ref } from 'vue'
import { recall, remember } from './storage.js'

/** True after the server refused a request because nobody is signed in; the shell then shows the sign-in page. */
export const signedOut = ref(false)

const RETURN = 'return'

/** Where to go after signing in: a path of this site, never another one. */
export const safeReturn = (path: string | null | undefined): string =>
  path != null && /^\/(?![/\\])/.test(path) && !path.startsWith('/sign-in') ? path : '/'

export const rememberReturn = (path: string): void => {
  remember(RETURN, safeReturn(path))
}

export const takeReturn = (): string => {
  const path = safeReturn(recall(RETURN))
  remember(RETURN, null)
  return path
}

export type SignIn = 'OK' | 'REFUSED' | 'TOO_MANY' | 'UNREACHABLE'

const outcomeOf = ({ ok, status }: Response): SignIn => {
  if (ok) return 'OK'
  if (status === 429) return 'TOO_MANY'
  return status >= 500 ? 'UNREACHABLE' : 'REFUSED'
}

const request = (method: 'POST' | 'DELETE', body?: object): Promise<Response> =>
  fetch('/api/session', {
    method,
    headers: { 'content-type': 'application/json' },
    credentials: 'same-origin',
    ...(body && { body: JSON.stringify(body) }),
  })

/** Exchanges a single-use code for the session cookie. */
export const signIn = async (code: string): Promise<SignIn> => {
  try {
    const outcome = outcomeOf(await request('POST', { code }))
    if (outcome === 'OK') signedOut.value = false
    return outcome
  } catch {
    return 'UNREACHABLE'
  }
}

export const signOut = async (): Promise<void> => {
  await request('DELETE').catch(() => undefined)
  signedOut.value = true
}
