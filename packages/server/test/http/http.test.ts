import { mkdir, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { tempFolder } from '../control/temp-folder.js'
import { startServer } from './test-server.js'

const statusFor = (port: number, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const sent = httpRequest({ port, path: '/healthz', headers: { host } }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    sent.on('error', reject).end()
  })

const builtClient = async () => {
  const folder = await tempFolder()
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>built</title>')
  await writeFile(join(folder, 'assets', 'app-1a2b3c.js'), 'export {}')
  return folder
}

describe('every answer', () => {
  it('allows nothing from elsewhere and nothing inline', async () => {
    const { ask } = await startServer()
    const { headers } = await ask('/healthz')
    const policy = headers.get('content-security-policy') ?? ''
    for (const part of [
      "default-src 'self'",
      "script-src 'self'",
      "connect-src 'self'",
      "frame-ancestors 'none'",
    ])
      expect(policy).toContain(part)
    expect(policy).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('strict-transport-security')).toBeNull()
  })

  it('is for the server’s own names only', async () => {
    const { port } = await startServer()
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`])
      expect(await statusFor(port, host)).toBe(200)
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1',
      `127.0.0.1:${port + 1}`,
      `localhost.:${port}`,
    ])
      expect(await statusFor(port, host)).toBe(421)
  })
})

describe('a request that cannot be read', () => {
  const cases: [string, Parameters<Awaited<ReturnType<typeof startServer>>['ask']>[1], number, string][] = [
    ['malformed JSON', { body: '{"query": "secret person' }, 400, 'BAD_REQUEST'],
    ['a body too large', { body: JSON.stringify({ query: 'x'.repeat(9_500_000) }) }, 413, 'TOO_LARGE'],
    [
      'a form',
      { body: 'query=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'UNSUPPORTED_TYPE',
    ],
    ['plain text', { body: '{}', headers: { 'content-type': 'text/plain' } }, 415, 'UNSUPPORTED_TYPE'],
    [
      'an unknown charset',
      { body: '{}', headers: { 'content-type': 'application/json; charset=klingon' } },
      415,
      'UNSUPPORTED_TYPE',
    ],
    ['an unknown encoding', { body: '{}', headers: { 'content-encoding': 'zip' } }, 415, 'UNSUPPORTED_TYPE'],
  ]
  it.each(cases)('(%s) is refused in JSON without a trace', async (_name, how, status, code) => {
    const { ask, tokens, log } = await startServer()
    for (const path of ['/graphql', '/api/session']) {
      const answer = await ask(path, { ...how, method: 'POST', token: tokens.admin })
      expect(answer.status).toBe(status)
      expect(answer.headers.get('content-type')).toContain('application/json')
      const text = await answer.text()
      expect(JSON.parse(text)).toMatchObject({ code, message: expect.any(String) as string })
      expect(text).not.toMatch(/node_modules|\bat .*:\d+|secret person/)
    }
    expect(log.join('')).not.toContain('secret person')
  })

  it.each(['/api/none', '/v1/none', '/api/%E0%A4%A', '/nothing.json'])(
    '(%s) is not found, in JSON',
    async (path) => {
      const { ask } = await startServer()
      const answer = await ask(path, { headers: { accept: 'application/json' } })
      expect([400, 404]).toContain(answer.status)
      expect(await answer.json()).toMatchObject({
        code: expect.stringMatching(/NOT_FOUND|BAD_REQUEST/) as string,
      })
    },
  )

  it('is answered with an id where the fault is ours, and logged without what was sent', async () => {
    const { ask, control, tokens, log } = await startServer()
    await control.close()
    const body = { query: '{ jobs(search: "someone@example.com") { totalCount } }' }
    const answer = await ask('/graphql', { method: 'POST', token: tokens.admin, body })
    expect(answer.status).toBe(500)
    const { code, message } = (await answer.json()) as Record<string, string>
    expect(code).toBe('INTERNAL')
    const errorId = /under (\w{12})/.exec(message ?? '')?.[1] ?? 'none'
    const line = log.find((one) => one.includes(errorId)) ?? ''
    expect(JSON.parse(line)).toMatchObject({
      msg: 'unexpected error',
      fault: { at: expect.any(Array) as string[] },
    })
    expect(log.join('')).not.toContain('someone@example.com')
  })
})

describe('health', () => {
  it('tells a living process from answering stores', async () => {
    const { ask, control, application } = await startServer()
    expect((await ask('/healthz')).status).toBe(200)
    expect((await ask('/readyz')).status).toBe(200)
    expect(
      application.routes
        .filter(({ access }) => access === 'public')
        .map(({ method, path }) => `${method} ${path}`),
    ).toEqual(['get /healthz', 'get /readyz', 'post /api/session', 'delete /api/session'])
    await control.close()
    expect((await ask('/healthz')).status).toBe(200)
    const answer = await ask('/readyz')
    expect(answer.status).toBe(503)
    expect(await answer.json()).toMatchObject({ code: 'NOT_READY' })
  })
})

describe('the pages', () => {
  it('are the built client, at every address of its own', async () => {
    const { ask } = await startServer({ webFolder: await builtClient() })
    const html = { accept: 'text/html' }
    for (const path of ['/', '/sign-in', '/runs/run_1/mappings', '/jobs/a.b']) {
      const answer = await ask(path, { headers: html })
      expect(answer.status).toBe(200)
      expect(await answer.text()).toContain('built')
      expect(answer.headers.get('cache-control')).toBe('no-cache')
    }
    const asset = await ask('/assets/app-1a2b3c.js')
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    for (const path of ['/assets/gone.js', '/api/none', '/v1/none'])
      expect((await ask(path, { headers: html })).status).toBe(404)
    expect((await ask('/../package.json', { headers: html })).status).toBe(200)
  })

  it('say so where they were not built', async () => {
    const { ask } = await startServer()
    const answer = await ask('/', { headers: { accept: 'text/html' } })
    expect(answer.status).toBe(503)
    expect(await answer.text()).toContain('npm start')
  })
})
