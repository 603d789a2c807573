import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'

import { describe, expect, it } from 'vitest'

import { readConfig } from '../../src/config.js'
import { readOwner } from '../../src/control/owner-lock.js'
import { createLog } from '../../src/log.js'
import { serve, type RunningServer } from '../../src/main.js'
import { cleanUp, tempFolder } from '../control/temp-folder.js'

const log = createLog('silent')
const start = async (data: string, port = '0'): Promise<RunningServer> => {
  const environment = { CROSSWALK_DATA: data, CROSSWALK_PORT: port, CROSSWALK_MEMORY: '256MB' }
  const server = await serve(readConfig(environment), log)
  cleanUp(() => server.close())
  return server
}
const ask = (url: string, token: string) =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{"query":"{ viewer { role } }"}',
  })

describe('a server', () => {
  it('greets with an address, a fresh link each time, and a token the first time', async () => {
    const data = await tempFolder()
    const first = await start(data)
    expect((await ask(first.url, first.adminToken ?? '')).status).toBe(200)
    expect(await readOwner(data)).toMatchObject({ pid: process.pid, url: first.url })
    await first.close()
    expect(await readOwner(data)).toBeNull()
    await expect(ask(first.url, '')).rejects.toThrow()
    const second = await start(data)
    expect(second.adminToken).toBeNull()
    expect(second.signInLink).not.toBe(first.signInLink)
    expect((await ask(second.url, first.adminToken ?? '')).status).toBe(200)
  })

  it('owns its data folder alone', async () => {
    const data = await tempFolder()
    const { url } = await start(data)
    await expect(start(data)).rejects.toMatchObject({
      code: 'DATA_IN_USE',
      message: expect.stringContaining(url) as string,
    })
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
  })

  it('says that its port is in use, and lets go of the folder', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    cleanUp(async () => void taken.close())
    await new Promise((resolve) => taken.once('listening', resolve))
    const data = await tempFolder()
    const { port } = taken.address() as AddressInfo
    await expect(start(data, String(port))).rejects.toMatchObject({ code: 'PORT_IN_USE', exitCode: 3 })
    expect((await (await start(data)).control.tokens.list()).length).toBe(1)
  })

  it('answers what was asked before it stops', async () => {
    const { url, adminToken, close } = await start(await tempFolder())
    const asked = Array.from({ length: 5 }, () => ask(url, adminToken ?? ''))
    await Promise.all([
      ...asked.map(async (one) => expect((await one).status).toBe(200)),
      Promise.race(asked).then(close),
    ])
  })
})
