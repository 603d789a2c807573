import type { CookieOptions, Request } from 'express'

/** One name a port, so that two servers on one host do not sign each other out. */
export const cookieName = (request: Request): string => `crosswalk_${request.socket.localPort ?? 0}`

/** The session cookie's secret, or undefined. */
export function readCookie(request: Request): string | undefined {
  const wanted = `${cookieName(request)}=`
  const parts = (request.headers.cookie ?? '').split(';').map((part) => part.trim())
  return parts.find((part) => part.startsWith(wanted))?.slice(wanted.length)
}

export const cookieOptions = (secure: boolean): CookieOptions => ({
  httpOnly: true,
  sameSite: 'lax',
  secure,
  path: '/',
})
