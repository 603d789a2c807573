import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { readOwner } from '../../control/owner-lock.js'
import { WEB_FOLDER } from '../../web-folder.js'
import { fault, ok, warning, type Check, type Finding } from './check.js'

const LOOPBACK = /^(127\.|::1$|localhost$)/

const listens = async (host: string, port: number): Promise<string | null> => {
  const server = createServer()
  try {
    server.listen(port, host)
    await once(server, 'listening')
    return null
  } catch (cause) {
    return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
  } finally {
    server.close()
  }
}

export const port: Check = {
  name: 'port',
  async run({ host, port: wanted, data }): Promise<Finding> {
    const refused = await listens(host, wanted)
    if (refused === null) return ok(`${host}:${wanted} is free`)
    const own = (await readOwner(data))?.url ?? null
    if (refused === 'EADDRINUSE' && own !== null && new URL(own).port === String(wanted))
      return ok(`${wanted} is used by the server of this data folder`)
    return refused === 'EADDRINUSE'
      ? fault(`${wanted} is in use`, 'Stop what uses it, or choose another with CROSSWALK_PORT.')
      : fault(
          `${host}:${wanted} cannot be listened on (${refused})`,
          'Choose an address of this machine with CROSSWALK_HOST, and a port above 1023.',
        )
  },
}

export const exposure: Check = {
  name: 'exposure',
  run({ host, publicUrl }): Finding {
    if (publicUrl?.startsWith('https:')) return ok(`people reach it at ${publicUrl}`)
    if (publicUrl === null && LOOPBACK.test(host)) return ok('this machine only')
    return warning(
      `names and addresses cross the network unencrypted (${publicUrl ?? host})`,
      'Put a proxy with TLS in front, listen on 127.0.0.1, and name its address in CROSSWALK_PUBLIC_URL.',
    )
  },
}

export const pages: Check = {
  name: 'pages',
  run: (): Finding =>
    existsSync(join(WEB_FOLDER, 'index.html'))
      ? ok('built')
      : warning('are not built; the API works without them', 'Run npm run build.'),
}
