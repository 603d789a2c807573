import { PHASES, type Phase } from '@crosswalk/core'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeBigPackage } from '../../tools/generate/big-package.js'
import { crosswalk, runJob } from '../support/cli.js'
import { temporaryFolder } from '../support/paths.js'
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
beforeAll(() => writeBigPackage(PACKAGE, { items: 6000, principals: 3000 }))
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

describe.each(PHASES)('killed in %s', (phase) => {
  test('the worker: stopped at once, nothing half-visible, resumed to the same report', async () => {
    const data = temporaryFolder()
    const undisturbed = await runJob(PACKAGE, data)
    const server = await startServer(data)
    const { id } = await startRun(server, await jobOf(server))
    await reached(data, id, phase)
    process.kill(workerOf(server), 'SIGKILL')
    const stopped = await settledAs(server, id, 'STOPPED')
    expect(stopped).toMatchObject({ resumable: true, problem: { code: 'WORKER_GONE' } })
    expect(existsSync(join(data, 'runs', id))).toBe(false)
    await resumeRun(server, id)
    const { fingerprint } = await settledAs(server, id, 'FINISHED')
    expect(fingerprint).toBe(undisturbed.fingerprint)
    expect(await csvOf(data, id)).toBe(await csvOf(data, undisturbed.run))
  })

  test('the server: its next start shows the run as stopped, and it is resumed to the same report', async () => {
    const data = temporaryFolder()
    const undisturbed = await runJob(PACKAGE, data)
    const first = await startServer(data)
    const { id } = await startRun(first, await jobOf(first))
    await reached(data, id, phase)
    await first.kill('SIGKILL')
    const second = await startServer(data, first.token)
    expect(await runNow(second, id)).toMatchObject({ state: 'STOPPED', resumable: true })
    expect(existsSync(join(data, 'runs', id))).toBe(false)
    await resumeRun(second, id)
    const { fingerprint } = await settledAs(second, id, 'FINISHED')
    expect(fingerprint).toBe(undisturbed.fingerprint)
    expect(await csvOf(data, id)).toBe(await csvOf(data, undisturbed.run))
  })
})
