import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeBigPackage } from '../../tools/generate/big-package.js'
import { crosswalk, runJob } from '../support/cli.js'
import { CLI, ROOT, temporaryFolder } from '../support/paths.js'
import { runControl, workersOf } from '../support/run-control.js'
import { startServer } from '../support/server.js'
import { tableHashes } from '../support/table-hash.js'
import { until } from '../support/until.js'

const inputs = mkdtempSync(join(tmpdir(), 'crosswalk-owners-'))
const PACKAGE = join(inputs, 'big.zip')
beforeAll(() => writeBigPackage(PACKAGE, { items: 1500, principals: 1000 }))
afterAll(() => rmSync(inputs, { recursive: true, force: true }))

interface ListedRun {
  run: string
  state: string
  fingerprint: string | null
}
const listed = async (data: string): Promise<ListedRun[]> =>
  (await crosswalk('runs', '--json', '--data', data)).json<ListedRun>()

test('a second server refuses the folder, naming the first; the first serves on', async () => {
  const data = temporaryFolder()
  const first = await startServer(data)
  const second = await crosswalk('serve', '--data', data, '--port', '0')
  expect(second.exitCode).toBe(3)
  expect(second.stderr).toContain('DATA_IN_USE')
  expect(second.stderr).toContain(first.url)
  expect(await first.graphql('{ viewer { role } }')).toEqual({ viewer: { role: 'ADMIN' } })
})

test('commands beside a server let it carry out what they ask; the result is that of a command alone', async () => {
  const alone = temporaryFolder()
  const own = await runJob(PACKAGE, alone)
  const data = temporaryFolder()
  const server = await startServer(data)
  expect(statSync(join(data, 'owner.json')).mode & 0o077).toBe(0)
  const [one, two] = await Promise.all([
    crosswalk('run', PACKAGE, '--follow', '--json', '--data', data),
    crosswalk('run', PACKAGE, '--json', '--data', data),
  ])
  const refused = one.exitCode === 0 ? two : one
  const done = one.exitCode === 0 ? one : two
  expect([done.exitCode, refused.exitCode]).toEqual([0, 2])
  expect(refused.stderr).toContain('RUN_IN_PROGRESS')
  const runs = await listed(data)
  expect(runs.map(({ state, fingerprint }) => [state, fingerprint])).toEqual([['FINISHED', own.fingerprint]])
  const id = runs[0]?.run ?? ''
  expect(await tableHashes(join(data, 'runs', id))).toEqual(await tableHashes(join(alone, 'runs', own.run)))
  const log = (await crosswalk('logs', 'latest', '--json', '--data', data)).json<{
    seq: number
    code: string
  }>()
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, place) => place + 1))
  expect(log.at(-1)?.code).toBe('RUN_FINISHED')
  expect((await crosswalk('stop', id, '--data', data)).stderr).toContain('ILLEGAL_STATE')
  const { runs: served } = await server.graphql<{ runs: { totalCount: number } }>('{ runs { totalCount } }')
  expect(served.totalCount).toBe(1)
})

test('a command stops and resumes a run of the server', async () => {
  const data = temporaryFolder()
  const server = await startServer(data)
  const running = crosswalk('run', PACKAGE, '--json', '--data', data)
  const inState = (state: string) =>
    until(async () => (await runControl(server).runs()).some((run) => run.state === state))
  await inState('RUNNING')
  const [worker = 0] = await until(async () => workersOf(server).length > 0 && workersOf(server))
  process.kill(worker, 'SIGSTOP')
  const stopping = crosswalk('stop', 'latest', '--json', '--data', data)
  await inState('STOPPING')
  process.kill(worker, 'SIGCONT')
  expect((await stopping).json<ListedRun>()[0]?.state).toBe('STOPPED')
  expect((await running).exitCode).toBe(130)
  const resumed = await crosswalk('resume', 'latest', '--follow', '--data', data)
  expect(resumed.exitCode, resumed.stderr).toBe(0)
  expect(resumed.stdout).toContain('(RUN_FINISHED)')
})

test('beside another command a command refuses; the folder stays whole', async () => {
  const data = temporaryFolder()
  const first = spawn(process.execPath, [CLI, 'run', PACKAGE, '--json', '--data', data], { cwd: ROOT })
  const ended = once(first, 'exit')
  await until(async () => existsSync(join(data, 'owner.json')))
  const second = await crosswalk('run', PACKAGE, '--json', '--data', data)
  expect([second.exitCode, second.stderr]).toEqual([3, expect.stringContaining('DATA_IN_USE')])
  expect(await ended).toEqual([0, null])
  const runs = await listed(data)
  expect(runs.map(({ state }) => state)).toEqual(['FINISHED'])
  expect(readdirSync(join(data, 'work'))).toEqual([])
})

test('the key of a server is good while it lives, and nothing else opens the calls of commands', async () => {
  const data = temporaryFolder()
  const server = await startServer(data)
  const ask = (token: string) =>
    fetch(`${server.url}/api/owner/runs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: '[5]',
    })
  expect((await ask(server.token)).status).toBe(403)
  expect((await ask('x'.repeat(43))).status).toBe(401)
  await server.kill('SIGKILL')
  const { exitCode } = await crosswalk('runs', '--data', data)
  expect(exitCode).toBe(0)
})
