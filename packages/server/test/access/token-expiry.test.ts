import { expect, it, vi } from 'vitest'

import { TOKEN_ACTIONS } from '../../src/cli/tokens/actions.js'
import { startServer } from '../http/test-server.js'

const DAY = 24 * 60 * 60_000

it('a token of the command line ends on its day, and the list says so', async () => {
  const { control, clock, folder, ask } = await startServer()
  const said: string[] = []
  const standard = vi.spyOn(process.stdout, 'write').mockImplementation((text, ...rest) => {
    said.push(String(text))
    for (const done of rest) if (typeof done === 'function') done()
    return true
  })
  const act = async (name: string, operands: string[], options: object) => {
    said.length = 0
    const all = { role: undefined, expires: undefined, json: true, ...options }
    await TOKEN_ACTIONS[name]?.act(control, operands, all, folder)
    return said.join('')
  }
  try {
    const made = await act('create', ['nightly'], { role: 'viewer', expires: '2' })
    const { id, secret, expiresAt } = JSON.parse(made) as Record<'id' | 'secret' | 'expiresAt', string>
    expect(Date.parse(expiresAt) - clock.read().getTime()).toBe(2 * DAY)
    const body = { query: '{ viewer { name } }' }
    const status = async () => (await ask('/graphql', { method: 'POST', token: secret, body })).status
    clock.advance(2 * DAY - 1)
    expect(await status()).toBe(200)
    const lastUsedAt = clock.read().toISOString()
    clock.advance(1)
    expect(await status()).toBe(401)
    const line = (await act('list', [], { json: false })).split('\n').find((one) => one.startsWith(id))
    expect(line).toBe(`${id}  viewer    EXPIRED ${expiresAt}  last used ${lastUsedAt}  nightly`)
    expect(await act('list', [], {})).not.toContain(secret)
    const wrong: [string, object][] = [
      ['x', { role: 'owner', expires: '1' }],
      ['x', { role: 'viewer' }],
      ['x', { role: 'viewer', expires: '0' }],
      [' ', { role: 'viewer', expires: 'never' }],
    ]
    for (const [name, options] of wrong)
      await expect(act('create', [name], options)).rejects.toMatchObject({ code: 'USAGE' })
  } finally {
    standard.mockRestore()
  }
})
