import type { Request } from 'express'

import type { Config } from '../config.js'
import { Problem } from '../problem.js'

const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host)
const WILDCARDS = ['0.0.0.0', '::']

/** The addresses under which this server may be called, as origins (scheme, host and port). */
export function originsOf({ host, publicUrl }: Pick<Config, 'host' | 'publicUrl'>, port: number): string[] {
  const hosts = ['127.0.0.1', 'localhost', '::1', ...(WILDCARDS.includes(host) ? [] : [host])]
  const own = hosts.map((name) => new URL(`http://${bracketed(name)}:${port}`).origin)
  return [...new Set([...own, ...(publicUrl === null ? [] : [publicUrl])])]
}

/** The address to print: where the server listens, or where people reach it. */
export function siteUrl({ host, publicUrl }: Pick<Config, 'host' | 'publicUrl'>, port: number): string {
  return publicUrl ?? `http://${bracketed(WILDCARDS.includes(host) ? '127.0.0.1' : host)}:${port}`
}

/**
 * The origin a request was sent to, by its exact `Host`. Any other host is refused, so that a name made to point
 * here (DNS rebinding) gets nothing.
 *
 * @throws Problem `BAD_HOST`
 */
export function originOf(request: Request, config: Pick<Config, 'host' | 'publicUrl'>): string {
  const port = request.socket.localPort ?? 0
  const found = originsOf(config, port).find((origin) => new URL(origin).host === request.headers.host)
  if (found === undefined)
    throw new Problem(
      'BAD_HOST',
      'The server does not answer under this host name. Use the address it printed, or name this one in CROSSWALK_PUBLIC_URL.',
    )
  return found
}

export const isSecure = (origin: string): boolean => origin.startsWith('https:')
