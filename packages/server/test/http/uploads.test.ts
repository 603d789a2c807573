import { createHash, randomBytes } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { UNREFERENCED_LIFETIME } from '../../src/control/uploads.js'
import { storedName } from '../../src/uploads/upload-folder.js'
import { definition } from '../control/store.js'
import { sendFile, startServer, type TestServer } from './test-server.js'

interface Sent {
  id: string
  bytes: number
  sha256: string
  expires_at: string | null
}
const filesOf = (server: TestServer) => readdir(join(server.folder, 'uploads'), { recursive: true })

describe('an upload', () => {
  it('is on disk whole, with its hash, before it is answered', async () => {
    const server = await startServer()
    const bytes = randomBytes(300_000)
    const answer = await sendFile(server, bytes, { kind: 'package', name: 'acme sites.zip' })
    expect(answer.status).toBe(201)
    const upload = (await answer.json()) as Sent
    expect(answer.headers.get('location')).toBe(`/v1/uploads/${upload.id}`)
    expect(upload).toMatchObject({
      ...{ kind: 'package', name: 'acme sites.zip', bytes: 300_000, created_by: 'the operator' },
      sha256: createHash('sha256').update(bytes).digest('hex'),
      expires_at: '2026-11-22T10:00:00.000Z',
    })
    const path = join(server.folder, 'uploads', upload.id, 'acme_sites.zip')
    expect(await readFile(path)).toEqual(bytes)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    const { token } = { token: server.tokens.operator }
    expect(await (await server.ask(`/v1/uploads/${upload.id}`, { token })).json()).toEqual(upload)
    expect(await (await server.ask('/v1/uploads', { token })).json()).toEqual({
      item: [upload],
      receiving: [],
    })
    expect((await server.control.audit.list(1))[0]).toMatchObject({ action: 'UPLOAD', subject: upload.id })
  })

  it('shows how far it is while it is under way, and leaves nothing where it breaks off', async () => {
    const server = await startServer()
    const headers = {
      ...{ authorization: `Bearer ${server.tokens.operator}`, host: `127.0.0.1:${server.port}` },
      ...{ 'content-type': 'application/octet-stream', 'content-length': '1000' },
    }
    const path = '/v1/uploads?kind=directory&name=d.csv'
    const sending = httpRequest({ port: server.port, method: 'POST', path, headers })
    sending.on('error', () => undefined)
    sending.write('x'.repeat(400))
    const look = async () => {
      const answer = await server.ask('/v1/uploads', { token: server.tokens.operator })
      return ((await answer.json()) as { receiving: { received: number; size: number }[] }).receiving
    }
    let seen = await look()
    while (seen[0]?.received !== 400) seen = await look()
    expect(seen).toMatchObject([{ kind: 'directory', name: 'd.csv', received: 400, size: 1000 }])
    sending.destroy()
    while ((await look()).length > 0);
    expect(await filesOf(server)).toEqual([])
    expect(server.log.join('')).not.toContain('unexpected error')
  })

  it.each([
    ['an unknown kind', { kind: 'virus', name: 'a' }, {}, 400, 'BAD_REQUEST'],
    ['no name', { kind: 'package' }, {}, 400, 'BAD_REQUEST'],
    ['a name over lines', { kind: 'package', name: 'a\nb' }, {}, 400, 'BAD_REQUEST'],
    ['a form', { kind: 'package', name: 'a' }, { 'content-type': 'text/plain' }, 415, 'UNSUPPORTED_TYPE'],
  ])('(%s) is refused', async (_name, query, headers, status, code) => {
    const server = await startServer()
    const answer = await sendFile(server, Buffer.from('x'), query, { headers })
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ code })
    expect(await filesOf(server)).toEqual([])
  })

  it('is refused where it is empty or too large, announced or not', async () => {
    const server = await startServer({ environment: { CROSSWALK_UPLOAD_LIMIT: '1MB' } })
    const named = { kind: 'package', name: 'a.zip' }
    const refused = async (body: Buffer | ReadableStream, code: string) => {
      const answer = await sendFile(server, body, named)
      expect(await answer.json()).toMatchObject({ code })
      expect(await filesOf(server)).toEqual([])
    }
    await refused(Buffer.alloc(0), 'INPUT_EMPTY')
    await refused(Buffer.alloc(2 ** 20 + 1), 'TOO_LARGE')
    await refused(new Blob([Buffer.alloc(2 ** 21)]).stream(), 'TOO_LARGE')
    expect((await sendFile(server, Buffer.alloc(2 ** 20), named)).status).toBe(201)
  })

  it('goes a day after the last job that used it, and no sooner; by hand where none does', async () => {
    const server = await startServer()
    const { control, clock, ask, tokens } = server
    const send = async (name: string) =>
      (await (await sendFile(server, Buffer.from(name), { kind: 'package', name })).json()) as Sent
    const [used, unused] = [await send('used.zip'), await send('unused.zip')]
    const job = await control.jobs.create({ definition: definition('a'), uploadIds: [used.id] })
    const remove = (id: string) => ask(`/v1/uploads/${id}`, { method: 'DELETE', token: tokens.operator })
    expect((await remove(used.id)).status).toBe(409)
    clock.advance(UNREFERENCED_LIFETIME)
    await server.uploads.expire()
    expect(await control.uploads.ids()).toEqual(new Set([used.id]))
    expect(await readdir(join(server.folder, 'uploads'))).toEqual([used.id])
    expect((await remove(unused.id)).status).toBe(404)
    await control.jobs.update({ id: job.id, definition: definition('a'), uploadIds: [], updatedAt: null })
    clock.advance(UNREFERENCED_LIFETIME - 1)
    await server.uploads.expire()
    expect((await control.uploads.ids()).size).toBe(1)
    clock.advance(1)
    await server.uploads.expire()
    expect(await readdir(join(server.folder, 'uploads'))).toEqual([])
    const last = await send('last.zip')
    expect((await remove(last.id)).status).toBe(204)
    expect(await filesOf(server)).toEqual([])
  })
})

it('gives files names of its own', () => {
  const names = ['../../etc/passwd', 'C:\\x\\Äpfel & Birnen.csv', '...hidden', '/', `${'a'.repeat(99)}.zip`]
  expect(names.map(storedName)).toEqual([
    ...['passwd', '_pfel_Birnen.csv', 'hidden', 'file', `${'a'.repeat(76)}.zip`],
  ])
})
