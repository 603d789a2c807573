import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { get } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { followRestlessly } from '../../tools/follow/follow.js'
import { writeBigDirectory } from '../../tools/generate/big-directory.js'
import { Random } from '../../tools/generate/random.js'
import { crosswalk, runJob } from '../support/cli.js'
import { spawnServer, type ServerProcess } from '../support/server.js'
import { until } from '../support/until.js'

const ROWS = 60_000
const SEED = Number(process.env['CROSSWALK_SEED'] ?? Date.now() % 1_000_000)
const data = mkdtempSync(join(tmpdir(), 'crosswalk-exports-'))
let server: ServerProcess
let runId = ''

beforeAll(async () => {
  await writeBigDirectory(join(data, 'big.csv'), ROWS)
  const job = join(data, 'big.yaml')
  const source = '{ platform: files, inputs: [{ format: directory-csv, path: big.csv }] }'
  await writeFile(job, `version: 1\nname: big\nsource: ${source}\n`)
  runId = (await runJob(job, join(data, 'data'))).run
  server = await spawnServer(join(data, 'data'))
})
afterAll(async () => {
  await server.kill('SIGTERM')
  rmSync(data, { recursive: true, force: true })
})

interface Made {
  id: string
  state: string
  rowsDone: number
  parts: { file: string; rows: number; sha256: string; path: string }[]
}
const FIELDS = 'id state rowsDone parts { file rows sha256 path }'
const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex')

/** Opens a download and reads nothing of it yet. */
const openDownload = (path: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    get(
      `${server.url}${path}`,
      { headers: { authorization: `Bearer ${server.token}` }, agent: false },
      resolve,
    ).on('error', reject)
  })
const readAll = async (response: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

let single = ''

test('an export is carried out by a worker, downloaded, and verified offline', async () => {
  const { startExport } = await server.graphql<{ startExport: Made }>(
    `mutation ($input: StartExportInput!) { startExport(input: $input) { ... on Export { ${FIELDS} } } }`,
    { input: { report: 'MAPPINGS', runId, format: 'CSV', partRows: 25_000 } },
  )
  const made = await until(async () => {
    const found = await server.graphql<{ export: Made }>(
      `query ($id: ID!) { export(id: $id) { ${FIELDS} } }`,
      {
        id: startExport.id,
      },
    )
    return found.export.state === 'FINISHED' && found.export
  })
  expect(made.parts.map(({ rows }) => rows)).toEqual([25_000, 25_000, 10_000])
  expect(made.rowsDone).toBe(ROWS)
  const folder = join(data, 'data', 'exports', made.id)
  const texts: string[] = []
  for (const part of made.parts) {
    const bytes = await readAll(await openDownload(part.path))
    expect(sha256(bytes)).toBe(part.sha256)
    texts.push(bytes.toString('utf8'))
  }
  const header = `${texts[0]?.split('\n', 1)[0] ?? ''}\n`
  single = header + texts.map((text) => text.slice(header.length)).join('')
  const verified = await crosswalk('verify', folder, '--json')
  expect(verified.exitCode).toBe(0)
  expect(verified.json()).toMatchObject([{ totalRows: ROWS, parts: 3, differences: [] }])
  const part = join(folder, made.parts[1]?.file ?? '')
  const bytes = readFileSync(part)
  bytes[1000] = (bytes[1000] ?? 0) ^ 1
  await writeFile(part, bytes)
  const damaged = await crosswalk('verify', join(folder, 'manifest.json'))
  expect(damaged.exitCode).toBe(1)
  expect(damaged.stdout).toMatch(/part-00002\.csv: The file has SHA-256/)
})

test('a report is streamed whole, at the pace of its reader, with its size told first', async () => {
  const response = await openDownload(`/api/reports/mappings.csv?run=${runId}`)
  expect(response.headers['x-crosswalk-rows']).toBe(String(ROWS))
  expect(sha256(await readAll(response))).toBe(sha256(single))
})

test('two streams at once, then 429; a reader that leaves makes room', async () => {
  const path = `/api/reports/mappings.jsonl?run=${runId}`
  const [one, other] = [await openDownload(path), await openDownload(path)]
  const third = await openDownload(path)
  expect(third.statusCode).toBe(429)
  expect(Number(third.headers['retry-after'])).toBeGreaterThan(0)
  third.resume()
  one.destroy()
  const next = await until(async () => {
    const again = await openDownload(path)
    if (again.statusCode === 200) return again
    again.resume()
    return false
  })
  const lines = (await readAll(next)).toString('utf8').trimEnd().split('\n')
  expect(lines).toHaveLength(ROWS)
  expect(await readAll(other)).toHaveLength(Buffer.byteLength(`${lines.join('\n')}\n`))
})

test('a stream whose process dies breaks, and never ends well', async () => {
  const response = await openDownload(`/api/reports/mappings.csv?run=${runId}`)
  const { pid } = server.process
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number)
  for (const child of children) process.kill(child, 'SIGKILL')
  await expect(readAll(response)).rejects.toThrow()
})

test('what cannot be streamed is said before a byte is sent', async () => {
  for (const [path, status] of [
    ['/api/reports/mappings.xlsx', 404],
    ['/api/reports/nothing.csv', 400],
    [`/api/reports/mappings.csv?run=${runId}&f=nothing.in.x`, 400],
    ['/api/reports/mappings.csv?run=run_none', 404],
  ] as const) {
    const response = await openDownload(path)
    expect([path, response.statusCode]).toEqual([path, status])
    expect(JSON.parse((await readAll(response)).toString('utf8'))).toHaveProperty('code')
  }
})

test('who follows an export, leaving and returning at random, is told each line once and in order', async () => {
  console.log(`SEED=${SEED}`)
  const random = new Random(SEED)
  const { startExport } = await server.graphql<{ startExport: Made }>(
    `mutation ($input: StartExportInput!) { startExport(input: $input) { ... on Export { ${FIELDS} } } }`,
    { input: { report: 'MAPPINGS', runId, partRows: 3000 } },
  )
  const { id } = startExport
  const patience = (): number => 20 + random.below(200)
  const seen = await followRestlessly(server, id, patience, 'export')
  const log = readFileSync(join(data, 'data', 'exports', id, 'log.ndjson'), 'utf8')
    .trimEnd()
    .split('\n')
  expect(seen).toEqual(log.map((_, place) => place + 1))
  const codes = log.map((line) => (JSON.parse(line) as { code: string }).code)
  const parts = Array.from({ length: ROWS / 3000 }, () => 'PART_FINISHED')
  expect(codes).toEqual(['EXPORT_STARTED', ...parts, 'EXPORT_FINISHED'])
  const { export: polled } = await server.graphql<{ export: { log: { lastSeq: number; lines: object[] } } }>(
    'query ($id: ID!) { export(id: $id) { log(after: 20, first: 10) { lastSeq lines { message } } } }',
    { id },
  )
  expect(polled.log).toEqual({
    lastSeq: log.length,
    lines: [
      { message: expect.stringMatching(/^Part 20 is complete: 3000 rows, \d+ bytes\.$/) as string },
      { message: expect.stringMatching(/^Finished: 60000 rows, \d+ bytes\.$/) as string },
    ],
  })
})
