import { expect, it, describe } from 'vitest'

import { ATTEMPTS } from '../../src/access/attempts.js'
import { signInLink } from '../../src/access/sign-in.js'
import { SESSION_LIFETIME, SIGN_IN_LIFETIME } from '../../src/control/sessions.js'
import { startServer, type TestServer } from '../http/test-server.js'

const codeOf = async ({ control, url }: TestServer) => (await signInLink(control, url)).split('#')[1] ?? ''
const cookieOf = (answer: Response) => (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
const signIn = async (server: TestServer) => {
  const body = { code: await codeOf(server) }
  const answer = await server.ask('/api/session', { method: 'POST', body })
  return { answer, cookie: cookieOf(answer) }
}

describe('signing in', () => {
  it('takes a link’s code for a cookie that scripts cannot read and other sites do not send', async () => {
    const server = await startServer()
    const { answer, cookie } = await signIn(server)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ name: 'administrator', role: 'admin' })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const set = answer.headers.get('set-cookie') ?? ''
    expect(set).toMatch(new RegExp(`^crosswalk_${server.port}=cws_[\\w-]{43};`))
    expect(set).toMatch(/; Path=\/;.*HttpOnly; SameSite=Lax$/)
    expect(set).not.toContain('Secure')
    const who = await server.ask('/api/session', { cookie })
    expect(await who.json()).toEqual({ name: 'administrator', role: 'admin' })
  })

  it('takes a code once, and for fifteen minutes', async () => {
    const server = await startServer()
    const body = { code: await codeOf(server) }
    const tries = await Promise.all([1, 2].map(() => server.ask('/api/session', { method: 'POST', body })))
    expect(tries.map(({ status }) => status).sort()).toEqual([200, 401])
    const late = { code: await codeOf(server) }
    server.clock.advance(SIGN_IN_LIFETIME)
    const refused = await server.ask('/api/session', { method: 'POST', body: late })
    expect(refused.status).toBe(401)
    expect(refused.headers.get('set-cookie')).toBeNull()
    expect(await refused.json()).toMatchObject({
      code: 'UNAUTHENTICATED',
      message: expect.stringContaining('15 minutes') as string,
    })
  })

  it('ends with signing out, and by itself', async () => {
    const server = await startServer()
    const { cookie } = await signIn(server)
    const out = await server.ask('/api/session', { method: 'DELETE', cookie })
    expect(out.status).toBe(204)
    expect((await server.ask('/api/session', { cookie })).status).toBe(401)
    const again = await signIn(server)
    server.clock.advance(SESSION_LIFETIME)
    expect((await server.ask('/api/session', { cookie: again.cookie })).status).toBe(401)
  })

  it('refuses after too many failures, says when to come back, and then answers again', async () => {
    const server = await startServer()
    const guess = () => server.ask('/api/session', { method: 'POST', body: { code: 'cwc_guess' } })
    for (let count = 0; count < ATTEMPTS.failures; count++) expect((await guess()).status).toBe(401)
    const refused = await server.ask('/api/session', { method: 'POST', body: { code: await codeOf(server) } })
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBe(ATTEMPTS.window / 1000)
    server.clock.advance(ATTEMPTS.window)
    expect((await signIn(server)).answer.status).toBe(200)
  })

  it('stores no secret, logs none, and keeps an audit of it', async () => {
    const server = await startServer()
    const code = await codeOf(server)
    const answer = await server.ask('/api/session?code=leak', { method: 'POST', body: { code } })
    const secret = cookieOf(answer).split('=')[1] ?? ''
    await server.ask('/api/session', { cookie: cookieOf(answer) })
    const lines = server.log.join('')
    for (const hidden of [code, secret, 'leak', server.tokens.admin]) expect(lines).not.toContain(hidden)
    expect(lines).toContain('"route":"/api/session"')
    expect((await server.control.audit.list(9)).map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      'administrator SIGN_IN',
    ])
  })
})

describe('requests with a cookie', () => {
  it.each(['https://elsewhere.example', 'null', null])(
    'that change something are refused from origin %s',
    async (origin) => {
      const server = await startServer()
      const { cookie } = await signIn(server)
      const body = { query: '{ viewer { name } }' }
      const answer = await server.ask('/graphql', { method: 'POST', cookie, origin, body })
      expect(answer.status).toBe(403)
      expect(await answer.json()).toMatchObject({ code: 'BAD_ORIGIN' })
      expect((await server.ask('/api/session', { method: 'DELETE', cookie, origin })).status).toBe(403)
      expect((await server.ask('/graphql', { method: 'POST', cookie, body })).status).toBe(200)
    },
  )

  it('need no cookie where they bring a token, and no origin', async () => {
    const server = await startServer()
    const body = { query: '{ viewer { name role } }' }
    const answer = await server.ask('/graphql', {
      method: 'POST',
      token: server.tokens.viewer,
      origin: null,
      body,
    })
    expect(await answer.json()).toEqual({ data: { viewer: { name: 'the viewer', role: 'VIEWER' } } })
  })

  it('are refused where the token beside the cookie is bad', async () => {
    const server = await startServer()
    const { cookie } = await signIn(server)
    expect((await server.ask('/api/session', { cookie, token: 'cwt_bad' })).status).toBe(401)
    expect(
      (await server.ask('/api/session', { cookie, headers: { authorization: 'Basic eA==' } })).status,
    ).toBe(401)
  })
})

it('is Secure behind TLS', async () => {
  const server = await startServer({ environment: { CROSSWALK_PUBLIC_URL: 'https://crosswalk.example.org' } })
  const { request } = await import('node:http')
  const code = await codeOf(server)
  const set = await new Promise<string>((resolve, reject) => {
    const headers = {
      ...{ host: 'crosswalk.example.org', origin: 'https://crosswalk.example.org' },
      'content-type': 'application/json',
    }
    const sent = request({ port: server.port, method: 'POST', path: '/api/session', headers }, (answer) => {
      resolve(String(answer.headers['set-cookie']))
      answer.resume()
    })
    sent.on('error', reject).end(JSON.stringify({ code }))
  })
  expect(set).toContain('; Secure')
})

it('gives an administrator a link, and nobody else', async () => {
  const server = await startServer()
  const invite = (token: string) => server.ask('/api/sign-in-links', { method: 'POST', token })
  expect((await invite(server.tokens.operator)).status).toBe(403)
  const answer = await invite(server.tokens.admin)
  const { link } = (await answer.json()) as { link: string }
  expect(link).toMatch(new RegExp(`^${server.url}/sign-in#cwc_`))
  const body = { code: link.split('#')[1] }
  expect((await server.ask('/api/session', { method: 'POST', body })).status).toBe(200)
})
