import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { fromBuffer } from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'
import { parseExportManifest } from '@crosswalk/core'
import { verifyExport } from '../../src/exports/verify-export.js'
import { openControlStore } from '../../src/control/control-store.js'
import { DownloadLinks, LINK_LIFETIME } from '../../src/exports/download-links.js'
import { tempFolder } from '../control/temp-folder.js'
import { startServer, type TestServer } from '../http/test-server.js'
import { generateRows } from '../warehouse/run-folder.js'

interface Part {
  file: string
  sha256: string
  bytes: number
  path: string
}
interface Made {
  id: string
  state: string
  rowsTotal: number
  path: string
  manifestPath: string
  parts: Part[]
}
const FIELDS = 'id state rowsTotal path manifestPath parts { file sha256 bytes path }'
const START = `mutation ($input: StartExportInput!) {
  startExport(input: $input) { __typename ... on Export { ${FIELDS} } ... on Problem { code message } } }`

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer())

const started = async (server: TestServer, change: Record<string, unknown> = {}): Promise<Made> => {
  const run = await server.finishedRun()
  const input = { report: 'MAPPINGS', runId: run.id, partRows: 400, ...change }
  const { data } = await server.graphql(START, { input }, 'exporter')
  return (data as unknown as { startExport: Made }).startExport
}

describe('downloads of an export', () => {
  it('are resumed with ranges, cut anywhere, to the hash of the manifest', async () => {
    const server = await startServer({ rows: generateRows(1000) })
    const { parts, rowsTotal } = await started(server)
    expect([rowsTotal, parts.length]).toEqual([1000, 3])
    const [part] = parts as [Part, ...Part[]]
    const token = server.tokens.exporter
    let got = Buffer.alloc(0)
    for (let cut = 1; got.length < part.bytes; cut += 1) {
      const headers = { range: `bytes=${got.length}-`, 'if-range': `"${part.sha256}"` }
      const response = await server.ask(part.path, { token, headers })
      expect(response.status).toBe(206)
      expect(response.headers.get('etag')).toBe(`"${part.sha256}"`)
      const rest = await bytesOf(response)
      got = Buffer.concat([got, rest.subarray(0, Math.ceil((rest.length * (cut % 7)) / 11) + cut)])
    }
    expect(sha256(got)).toBe(part.sha256)
    const changed = { range: 'bytes=5-', 'if-range': '"another"' }
    const whole = await server.ask(part.path, { token, headers: changed })
    expect([whole.status, sha256(await bytesOf(whole))]).toEqual([200, part.sha256])
    const beyond = await server.ask(part.path, { token, headers: { range: `bytes=${part.bytes}-` } })
    expect(beyond.status).toBe(416)
  })

  it('say what the file is and are for exporters only', async () => {
    const server = await startServer({ rows: generateRows(300) })
    const { path, parts } = await started(server, { compression: 'GZIP' })
    expect((await server.ask(path, { token: server.tokens.viewer })).status).toBe(403)
    expect((await server.ask(path)).status).toBe(401)
    const response = await server.ask(path, { token: server.tokens.exporter })
    expect(response.headers.get('content-type')).toBe('application/gzip')
    expect(response.headers.get('content-encoding')).toBeNull()
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="mappings fixture.safe.csv.gz"',
    )
    expect(sha256(await bytesOf(response))).toBe(parts[0]?.sha256)
    const missing = await server.ask(path.replace(/all$/, 'part-00009.csv'), {
      token: server.tokens.exporter,
    })
    expect(missing.status).toBe(404)
  })

  it('are one zip of known length, which verifies once unpacked', async () => {
    const server = await startServer({ rows: generateRows(1000) })
    const { path, manifestPath } = await started(server)
    const token = server.tokens.exporter
    const response = await server.ask(path, { token })
    const bytes = await bytesOf(response)
    expect(Number(response.headers.get('content-length'))).toBe(bytes.length)
    const folder = await tempFolder()
    const zip = await promisify<Buffer, object, ZipFile>(fromBuffer)(bytes, { lazyEntries: true })
    await new Promise<void>((resolve, reject) => {
      zip.on('end', resolve).on('error', reject)
      zip.on('entry', (entry: Entry) => {
        void promisify(zip.openReadStream.bind(zip))(entry).then(async (stream) => {
          await writeFile(`${folder}/${entry.fileName}`, stream)
          zip.readEntry()
        }, reject)
      })
      zip.readEntry()
    })
    const { manifest, differences } = await verifyExport(folder, () => undefined)
    expect([manifest.totalRows, differences]).toEqual([1000, []])
    const answer = await server.ask(manifestPath, { token })
    const served = await bytesOf(answer)
    expect(answer.headers.get('etag')).toBe(`"${sha256(served)}"`)
    expect(parseExportManifest(served.toString('utf8')).manifest).toEqual(manifest)
    await writeFile(`${folder}/part-00002.safe.csv`, 'x')
    const [difference] = (await verifyExport(folder, () => undefined)).differences
    expect(difference).toMatchObject({ file: 'part-00002.safe.csv' })
  })

  it('can be made by a signed link: for its file, while it lasts and while its maker may come in', async () => {
    const server = await startServer({ rows: generateRows(1000) })
    const { id, parts } = await started(server)
    const link = async (): Promise<string> => {
      const { data } = await server.graphql(
        'mutation ($input: DownloadInput!) { createDownloadLink(input: $input) { ... on DownloadLink { path } } }',
        { input: { exportId: id, file: parts[1]?.file } },
        'exporter',
      )
      return (data as unknown as { createDownloadLink: { path: string } }).createDownloadLink.path
    }
    const path = await link()
    const response = await server.ask(path)
    expect([response.status, sha256(await bytesOf(response))]).toEqual([200, parts[1]?.sha256])
    const restarted = await openControlStore(server.folder, server.control.clock)
    const { searchParams: query } = new URL(path, server.url)
    const isGood = new DownloadLinks(restarted).isGood(
      { exportId: id, file: parts[1]?.file ?? '', user: query.get('user') ?? '' },
      Number(query.get('expires')),
      query.get('signature') ?? '',
    )
    await restarted.close()
    expect(isGood).toBe(true)
    expect((await server.ask(path.replace(parts[1]?.file ?? '', parts[0]?.file ?? ''))).status).toBe(401)
    expect((await server.ask(path.replace(/user=[^&]+/, 'user=tok_other'))).status).toBe(401)
    expect((await server.ask('/api/session', { headers: {} })).status).toBe(401)
    server.clock.advance(LINK_LIFETIME)
    expect((await server.ask(path)).status).toBe(401)
    const fresh = await link()
    const maker = (await server.control.tokens.list()).find(({ role }) => role === 'exporter')
    await server.control.tokens.revoke(maker?.id ?? '')
    expect((await server.ask(fresh)).status).toBe(401)
  })
})

describe('exports through the API', () => {
  it('name every fault of a request, and answer a repeated start with the first', async () => {
    const server = await startServer({ rows: generateRows(50) })
    const ask = async (change: Record<string, unknown>) => {
      const { data } = await server.graphql(START, { input: { report: 'MAPPINGS', ...change } }, 'exporter')
      return (data as unknown as { startExport: Record<string, unknown> }).startExport
    }
    expect(await ask({})).toMatchObject({ __typename: 'NotFoundProblem' })
    const run = await server.finishedRun()
    const runId = run.id
    expect(await ask({ runId, columns: ['nothing'] })).toMatchObject({ code: 'BAD_REQUEST' })
    expect(await ask({ runId, sort: 'NOTHING' })).toMatchObject({ code: 'BAD_REQUEST' })
    expect(await ask({ runId, partRows: 0 })).toMatchObject({ code: 'BAD_REQUEST' })
    expect(await ask({ runId, format: 'JSONL', byteOrderMark: true })).toMatchObject({ code: 'BAD_REQUEST' })
    const filter = [{ field: 'NOTHING', op: 'IN', values: ['x'] }]
    expect(await ask({ runId, filter })).toMatchObject({ code: 'BAD_FILTER' })
    const first = await ask({ runId, idempotencyKey: 'k' })
    expect(await ask({ runId, idempotencyKey: 'k' })).toEqual(first)
    expect(await ask({ idempotencyKey: 'k' })).toEqual(first)
    expect(await ask({ runId, idempotencyKey: 'k', format: 'CSV' })).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    })
  })

  it('estimate what they will be, and are deleted with their files', async () => {
    const server = await startServer({ rows: generateRows(1000) })
    const made = await started(server, { format: 'CSV' })
    const { data } = await server.graphql(
      'query ($input: ExportInput!) { estimateExport(input: $input) { ... on ExportEstimate { rows parts bytes } } }',
      { input: { report: 'MAPPINGS', format: 'CSV', partRows: 400 } },
      'exporter',
    )
    const { estimateExport: estimate } = data as unknown as {
      estimateExport: { rows: number; parts: number; bytes: number }
    }
    expect([estimate.rows, estimate.parts]).toEqual([1000, 3])
    const bytes = made.parts.reduce((sum, part) => sum + part.bytes, 0)
    expect(estimate.bytes / bytes).toBeGreaterThan(0.7)
    expect(estimate.bytes / bytes).toBeLessThan(1.4)
    const remove = 'mutation ($id: ID!) { deleteExport(input: { exportId: $id }) { __typename } }'
    expect((await server.graphql(remove, { id: made.id }, 'exporter')).data).toEqual({
      deleteExport: { __typename: 'DeletedExport' },
    })
    expect((await server.ask(made.path, { token: server.tokens.exporter })).status).toBe(404)
    expect((await server.graphql(remove, { id: made.id }, 'exporter')).data).toEqual({
      deleteExport: { __typename: 'NotFoundProblem' },
    })
  })
})
