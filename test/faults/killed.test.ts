import { PHASES, type Phase } from '@crosswalk/core'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeBigPackage } from '../../tools/generate/big-package.js'
import { crosswalk, runJob } from '../support/cli.js'
import { type ServerProcess, startServer } from '../support/server.js'
import { until } from '../support/until.js'

interface RunState {
  id: string
  state: string
  fingerprint: string | null
  problem: { code: string; message: string } | null
  resumable: boolean
}
const FIELDS = 'id state fingerprint resumable problem { code message }'

const inputs = mkdtempSync(join(tmpdir(), 'crosswalk-faults-'))
const PACKAGE = join(inputs, 'big.zip')
beforeAll(() => writeBigPackage(PACKAGE, { items: 4000, principals: 2000 }))
afterAll(() => rmSync(inputs, { recursive: true, force: true }))

const runNow = async (server: ServerProcess, id: string): Promise<RunState> =>
  (await server.graphql<{ run: RunState }>(`query ($id: ID!) { run(id: $id) { ${FIELDS} } }`, { id })).run

const startRun = async (server: ServerProcess, jobId: string): Promise<RunState> =>
  (
    await server.graphql<{ startRun: RunState }>(
      `mutation ($jobId: ID!) { startRun(input: { jobId: $jobId }) { ... on Run { ${FIELDS} } } }`,
      { jobId },
    )
  ).startRun

const resumeRun = (server: ServerProcess, runId: string): Promise<unknown> =>
  server.graphql('mutation ($runId: ID!) { resumeRun(input: { runId: $runId }) { __typename } }', { runId })

const jobOf = async (server: ServerProcess): Promise<string> => {
  const { jobs } = await server.graphql<{ jobs: { edges: { node: { id: string } }[] } }>(
    '{ jobs(first: 1) { edges { node { id } } } }',
  )
  return jobs.edges[0]?.node.id ?? ''
}

const settledAs = (server: ServerProcess, id: string, state: string): Promise<RunState> =>
  until(async () => {
    const run = await runNow(server, id)
    return run.state === state && run
  })

/** Settles as soon as the worker of the run is in the phase: the mark of the phase before is on disk. */
const reached = (data: string, runId: string, phase: Phase): Promise<unknown> => {
  const before = PHASES[PHASES.indexOf(phase) - 1]
  const work = join(data, 'work', runId)
  return until(async () => existsSync(before === undefined ? work : join(work, 'phases', `${before}.json`)))
}

/** The process that executes runs: the server's only child. */
const workerOf = (server: ServerProcess): number => {
  const { pid } = server.process
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0])
}

const csvOf = async (data: string, runId: string): Promise<string> => {
  const hash = createHash('sha256')
  for (const name of ['mappings', 'principals']) {
    const { stdout, exitCode, stderr } = await crosswalk('report', name, runId, '--csv', '--data', data)
    expect(exitCode, stderr).toBe(0)
    hash.update(stdout)
  }
  return hash.digest('hex')
}

let data: string
let undisturbed: { run: string; fingerprint: string }
beforeAll(async () => {
  data = join(inputs, 'data')
  undisturbed = await runJob(PACKAGE, data)
})

const expectSameReport = async (id: string, fingerprint: string | null): Promise<void> => {
  expect(fingerprint).toBe(undisturbed.fingerprint)
  expect(await csvOf(data, id)).toBe(await csvOf(data, undisturbed.run))
}

let token: string | undefined
const start = async (): Promise<ServerProcess> => {
  const server = await startServer(data, token)
  token = server.token
  return server
}

describe.each(PHASES)('killed in %s', (phase) => {
  test('the worker: stopped at once, nothing half-visible, resumed to the same report', async () => {
    const server = await start()
    const { id } = await startRun(server, await jobOf(server))
    await reached(data, id, phase)
    process.kill(workerOf(server), 'SIGKILL')
    const stopped = await settledAs(server, id, 'STOPPED')
    expect(stopped).toMatchObject({ resumable: true, problem: { code: 'WORKER_GONE' } })
    expect(existsSync(join(data, 'runs', id))).toBe(false)
    await resumeRun(server, id)
    await expectSameReport(id, (await settledAs(server, id, 'FINISHED')).fingerprint)
    await server.kill('SIGTERM')
  })

  test('the server: its next start shows the run as stopped, and it is resumed to the same report', async () => {
    const first = await start()
    const { id } = await startRun(first, await jobOf(first))
    await reached(data, id, phase)
    await first.kill('SIGKILL')
    const second = await start()
    expect(await runNow(second, id)).toMatchObject({ state: 'STOPPED', resumable: true })
    expect(existsSync(join(data, 'runs', id))).toBe(false)
    await resumeRun(second, id)
    await expectSameReport(id, (await settledAs(second, id, 'FINISHED')).fingerprint)
    await second.kill('SIGTERM')
  })
})
