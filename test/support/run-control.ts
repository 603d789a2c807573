import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { crosswalk } from './cli.js'
import type { ServerProcess } from './server.js'
import { tableHashes } from './table-hash.js'
import { until } from './until.js'

export interface RunRow {
  id: string
  state: string
  fingerprint: string | null
  problem: { code: string; message: string } | null
  resumable: boolean
}
const FIELDS = 'id state fingerprint resumable problem { code message }'

/** What a test asks of a server about runs, through its API. */
export const runControl = (server: ServerProcess) => ({
  async jobs(): Promise<string[]> {
    const query = '{ jobs(first: 50) { edges { node { id } } } }'
    const { jobs } = await server.graphql<{ jobs: { edges: { node: { id: string } }[] } }>(query)
    return jobs.edges.map(({ node }) => node.id)
  },
  /** The id of the run's job. */
  async jobOf(runId: string): Promise<string> {
    const query = 'query ($id: ID!) { run(id: $id) { job { id } } }'
    return (await server.graphql<{ run: { job: { id: string } } }>(query, { id: runId })).run.job.id
  },
  async runs(): Promise<RunRow[]> {
    const query = `{ runs(first: 200) { edges { node { ${FIELDS} } } } }`
    const { runs } = await server.graphql<{ runs: { edges: { node: RunRow }[] } }>(query)
    return runs.edges.map(({ node }) => node)
  },
  async run(id: string): Promise<RunRow> {
    return (await server.graphql<{ run: RunRow }>(`query ($id: ID!) { run(id: $id) { ${FIELDS} } }`, { id }))
      .run
  },
  async start(jobId: string): Promise<RunRow> {
    const mutation = `mutation ($jobId: ID!) { startRun(input: { jobId: $jobId }) { ... on Run { ${FIELDS} } } }`
    return (await server.graphql<{ startRun: RunRow }>(mutation, { jobId })).startRun
  },
  async resume(runId: string): Promise<void> {
    await server.graphql('mutation ($runId: ID!) { resumeRun(input: { runId: $runId }) { __typename } }', {
      runId,
    })
  },
  async stop(runId: string): Promise<void> {
    await server.graphql('mutation ($runId: ID!) { stopRun(input: { runId: $runId }) { __typename } }', {
      runId,
    })
  },
  /** The run once it has come to rest, as one of these. */
  async settled(id: string, ...states: string[]): Promise<RunRow> {
    const run = await until(async () => {
      const found = await this.run(id)
      return !['QUEUED', 'RUNNING', 'STOPPING'].includes(found.state) && found
    })
    expect(states, JSON.stringify(run.problem)).toContain(run.state)
    return run
  },
})

/** The processes that execute work: the server's children. */
export const workersOf = ({ process: { pid } }: ServerProcess): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)

/**
 * Halts the server's worker, once it runs a program of its own: until then it is a copy of the server, which waits for
 * it to begin.
 */
export const haltWorker = async (server: ServerProcess): Promise<number> => {
  const programOf = (pid: number): string => readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  const worker = await until(() =>
    Promise.resolve(workersOf(server).find((pid) => programOf(pid) !== programOf(server.process.pid ?? 0))),
  )
  process.kill(worker, 'SIGSTOP')
  return worker
}

const reportHash = async (data: string, runId: string): Promise<string> => {
  const hash = createHash('sha256')
  for (const name of ['mappings', 'principals']) {
    const { stdout, exitCode, stderr } = await crosswalk('report', name, runId, '--csv', '--data', data)
    expect(exitCode, stderr).toBe(0)
    hash.update(stdout)
  }
  return hash.digest('hex')
}

const undisturbedHashes = new Map<string, Promise<unknown>>()

const hashesOf = async (data: string, id: string): Promise<unknown> => ({
  tables: await tableHashes(join(data, 'runs', id)),
  reports: await reportHash(data, id),
})

/** The run ended as the undisturbed one: fingerprint, every row of every table, and both reports as CSV. */
export const expectSameResult = async (
  data: string,
  run: RunRow,
  undisturbed: { run: string; fingerprint: string },
): Promise<void> => {
  expect(run.fingerprint).toBe(undisturbed.fingerprint)
  const key = join(data, undisturbed.run)
  const expected = undisturbedHashes.get(key) ?? hashesOf(data, undisturbed.run)
  undisturbedHashes.set(key, expected)
  expect(await hashesOf(data, run.id)).toEqual(await expected)
}

/** What the control store says and what lies on the disk agree, and nothing is half-visible. */
export const expectAgreement = (data: string, runs: readonly RunRow[]): void => {
  const finished = runs.filter(({ state }) => state === 'FINISHED').map(({ id }) => id)
  expect(readdirSync(join(data, 'runs')).sort()).toEqual([...finished].sort())
  for (const id of finished) {
    expect(existsSync(join(data, 'runs', id, 'manifest.json'))).toBe(true)
    expect(existsSync(join(data, 'work', id))).toBe(false)
  }
  const known = new Set(runs.map(({ id }) => id))
  for (const id of readdirSync(join(data, 'work'))) expect(known).toContain(id)
}
