import { describe, expect, it } from 'vitest'
import type { Fault } from '../../../../../tools/umapi-stand-in/faults.js'
import { inventWorld } from '../../../../../tools/umapi-stand-in/world.js'
import { UmapiClient } from '../../../src/directories/umapi/client.js'
import { organisation } from './organisation.js'

const world = () => inventWorld(60)
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (fault: { code?: unknown; name: string }) => (typeof fault.code === 'string' ? fault.code : fault.name),
  )

describe('the client of the User Management API', () => {
  it.each<[string, Fault['how'], number[]]>([
    ['429 with seconds', { status: 429, retryAfter: { seconds: 7 } }, [7500]],
    ['429 with nothing to wait for', { status: 429, retryAfter: { seconds: 0 } }, [500]],
    ['429 without a word', { status: 429 }, [1500]],
    ['502', { status: 502 }, [1500]],
    ['503 with seconds', { status: 503, retryAfter: { seconds: 3 } }, [3500]],
    ['504', { status: 504 }, [1500]],
    ['a connection that is cut', 'reset', [1500]],
    ['an answer that is cut', 'half', [1500]],
    ['an answer that is no JSON', { body: '<html>' }, [1500]],
    ['silence', 'hang', [1500]],
  ])('tries again after %s', async (_what, how, expected) => {
    const { standIn, waits, client } = await organisation({ world: world() })
    standIn.faults.script({ on: 'users', how })
    const page = await client({ timeout: how === 'hang' ? 1500 : 20_000 }).users(0)
    expect(page.rows.length).toBeGreaterThan(50)
    expect(waits).toEqual(expected)
  })

  it('waits until the date of a Retry-After', async () => {
    const { standIn, waits, client } = await organisation()
    standIn.faults.script({ on: 'users', how: { status: 503, retryAfter: { date: 30 } } })
    await client().users(0)
    expect(waits[0]).toBeGreaterThan(28_000)
    expect(waits[0]).toBeLessThanOrEqual(30_500)
  })

  it('doubles its delay, and gives up with a problem that says what to do', async () => {
    const { standIn, waits, client } = await organisation()
    standIn.faults.script({ on: 'users', times: 9, how: { status: 503 } })
    expect(await codeOf(client().users(0))).toBe('DIRECTORY_UNREACHABLE')
    expect(waits).toEqual([1500, 2500, 4500, 8500])
    standIn.faults.clear()
    standIn.faults.script({ on: 'users', times: 9, how: { status: 429 } })
    expect(await codeOf(client().users(0))).toBe('DIRECTORY_THROTTLED')
  })

  it.each([1938, 3244])('tells of a wait of %d seconds instead of sleeping through it', async (seconds) => {
    const { standIn, waits, client } = await organisation()
    standIn.faults.script({ on: 'users', how: { status: 429, retryAfter: { seconds } } })
    await expect(client().users(0)).rejects.toMatchObject({
      code: 'DIRECTORY_THROTTLED',
      message: expect.stringContaining(`${Math.ceil(seconds / 60)} minutes`) as string,
    })
    expect(waits).toEqual([])
  })

  it('stays within the documented limits, so that it is never told to slow down', async () => {
    const { standIn, waits, client } = await organisation({ world: world() })
    const one = client()
    for (let at = 0; at < 60; at++) await one.user(`user${at}@nowhere.example`)
    for (let page = 0; page < 7; page++) await one.groups(page)
    expect(standIn.journal.lines.map(({ status }) => status)).not.toContain(429)
    expect(standIn.journal.lines).toHaveLength(67)
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(2 * 60_000)
  })

  it('finds a user in any letter case, and says who is not there', async () => {
    const { standIn, client } = await organisation({ world: world() })
    const some = standIn.world.users[1]
    expect((await client().user((some?.email ?? '').toUpperCase())).user).toMatchObject({ id: some?.id })
    expect(await client().user('nobody@fjordwood.example')).toEqual({ user: null, refused: null })
  })

  it('stops at a pasted token that is wrong or has ended', async () => {
    const { standIn, client, access } = await organisation()
    standIn.tokens.expireAll()
    expect(await codeOf(client().users(0))).toBe('DIRECTORY_TOKEN_EXPIRED')
    const empty = new UmapiClient({ ...access, secrets: {} }, { signal: new AbortController().signal })
    expect(await codeOf(empty.users(0))).toBe('DIRECTORY_TOKEN_EXPIRED')
  })

  it('renews tokens with a client secret: before they end, and where one is refused', async () => {
    const { standIn, client, access } = await organisation()
    Object.assign(access, { secrets: { clientSecret: standIn.clientSecret } })
    const one = client()
    await one.users(0)
    standIn.clock.advance(23.99 * 3600_000)
    await one.users(0)
    standIn.tokens.expireAll()
    await one.users(0)
    expect(standIn.journal.lines.filter(({ kind }) => kind === 'token')).toHaveLength(3)
    Object.assign(access, { secrets: { clientSecret: 'wrong' } })
    expect(await codeOf(client().users(0))).toBe('DIRECTORY_REFUSED')
  })

  it.each([
    ['a foreign key', { clientId: 'other' }],
    ['a foreign organisation', { orgId: 'OTHER@AdobeOrg' }],
    ['an address that is not the API', { apiUrl: 'http://127.0.0.1:1/x' }],
  ])('says what is wrong: %s', async (_what, settings) => {
    const { client } = await organisation({}, settings)
    const code = await codeOf(client().users(0))
    expect(code).toBe('apiUrl' in settings ? 'DIRECTORY_UNREACHABLE' : 'DIRECTORY_REFUSED')
  })

  it('ends soon when it is told to stop', async () => {
    const { standIn, client } = await organisation()
    standIn.faults.script({ on: 'users', how: 'hang' })
    const stop = new AbortController()
    const asked = codeOf(client({ signal: stop.signal, grace: 20 }).users(0))
    stop.abort()
    expect(await asked).toBe('AbortError')
  })

  it('never puts a token into what it says', async () => {
    const { standIn, client, access } = await organisation()
    standIn.faults.script({
      on: 'users',
      times: 9,
      how: { body: `{"token":"${access.secrets.accessToken}"` },
    })
    const fault: unknown = await client()
      .users(0)
      .catch((problem: unknown) => problem)
    expect(JSON.stringify({ fault, text: String(fault) })).not.toContain(access.secrets.accessToken)
  })
})
