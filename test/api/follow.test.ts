import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Random } from '../../tools/generate/random.js'
import { writeBigPackage } from '../../tools/generate/big-package.js'
import { runJob } from '../support/cli.js'
import { runControl } from '../support/run-control.js'
import { spawnServer, type ServerProcess } from '../support/server.js'
import { followRestlessly, followToEnd } from '../../tools/follow/follow.js'

const FOLLOWERS = 200
const SEED = Number(process.env['CROSSWALK_SEED'] ?? Date.now() % 1_000_000)
const inputs = mkdtempSync(join(tmpdir(), 'crosswalk-followers-'))
const data = join(inputs, 'data')
let undisturbed: { run: string; fingerprint: string }
let server: ServerProcess

beforeAll(async () => {
  const file = join(inputs, 'big.zip')
  await writeBigPackage(file, { items: 2000, principals: 1500 })
  undisturbed = await runJob(file, data)
  server = await spawnServer(data)
}, 300_000)
afterAll(async () => {
  await server?.kill('SIGTERM')
  rmSync(inputs, { recursive: true, force: true })
})

const linesRead = async (): Promise<number> => {
  const response = await fetch(`${server.url}/metrics`, {
    headers: { authorization: `Bearer ${server.token}` },
  })
  return Number(/^crosswalk_log_lines_read_total (\d+)/m.exec(await response.text())?.[1])
}

test(`${FOLLOWERS} followers, one of whom leaves and returns at random (seed ${SEED}): each is told every line once; the log is read once`, async () => {
  const random = new Random(SEED)
  const api = runControl(server)
  const before = await linesRead()
  const { id } = await api.start((await api.jobs())[0] ?? '')
  const patience = (): number => 50 + random.below(400)
  const followers = Array.from({ length: FOLLOWERS }, () => followToEnd(server, id))
  const told = await Promise.all([followRestlessly(server, id, patience), ...followers])
  const log = readFileSync(join(data, 'runs', id, 'log.ndjson'), 'utf8')
    .trimEnd()
    .split('\n')
  const whole = log.map((_, place) => place + 1)
  for (const seen of told) expect(seen).toEqual(whole)
  expect((await linesRead()) - before).toBe(log.length)
  expect((await api.run(id)).fingerprint).toBe(undisturbed.fingerprint)
}, 300_000)
