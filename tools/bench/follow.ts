import { spawn } from 'node:child_process'
import path from 'node:path'
import { writeBigPackage } from '../generate/big-package.js'
import { followToEnd } from '../follow/follow.js'
import type { Bench } from './bench.js'
import { runJob } from './cli-run.js'
import { interleaved } from './figure.js'

const cli = path.resolve(import.meta.dirname, '../../../packages/server/dist/cli/main.js')
const FOLLOWERS = 200
const REPETITIONS = 3
const SIZE = { usual: { items: 4_000, principals: 2_000 }, full: { items: 40_000, principals: 20_000 } }
const BUDGET = 1.25

interface Server {
  url: string
  token: string
  stop(): Promise<void>
}

const serve = (data: string): Promise<Server> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, 'serve', '--data', data, '--port', '0'], {
      env: { ...process.env, CROSSWALK_LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = new Promise<void>((done) => child.once('exit', () => done()))
    let said = ''
    child.once('error', reject)
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const [, url] = /answers at (\S+)/.exec(said) ?? []
      const [, token] = /shown this once: (\S+)/.exec(said) ?? []
      if (url === undefined || token === undefined || !said.includes('Press Ctrl-C')) return
      resolve({
        url,
        token,
        stop() {
          child.kill('SIGTERM')
          return ended
        },
      })
    })
  })

const ask = async <T>({ url, token }: Server, query: string): Promise<T> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  })
  return ((await response.json()) as { data: T }).data
}

/** A run followed by many beside the same run followed by one: the slow-down that followers may cause is 1.25. */
export const follow: Bench = async ({ folder, full, progress }) => {
  const file = path.join(folder, 'big.zip')
  const data = path.join(folder, 'data')
  await writeBigPackage(file, SIZE[full ? 'full' : 'usual'])
  await runJob(file, data)
  const server = await serve(data)
  const run = (followers: number) => async (): Promise<number> => {
    const { jobs } = await ask<{ jobs: { edges: { node: { id: string } }[] } }>(
      server,
      '{ jobs(first: 1) { edges { node { id } } } }',
    )
    const { startRun } = await ask<{ startRun: { id: string } }>(
      server,
      `mutation { startRun(input: { jobId: "${jobs.edges[0]?.node.id ?? ''}" }) { ... on Run { id } } }`,
    )
    const told = await Promise.all(Array.from({ length: followers }, () => followToEnd(server, startRun.id)))
    const lines = new Set(told.map((seen) => seen.join()))
    if (lines.size !== 1) throw new Error('Followers were told different lines.')
    const { run: times } = await ask<{ run: { startedAt: string; finishedAt: string } }>(
      server,
      `{ run(id: "${startRun.id}") { startedAt finishedAt } }`,
    )
    return Date.parse(times.finishedAt) - Date.parse(times.startedAt)
  }
  try {
    const elapsed = await interleaved({ one: run(1), many: run(FOLLOWERS) }, REPETITIONS, progress)
    const { one, many } = elapsed
    return [
      {
        id: 'F1',
        value: many / one,
        unit: '×',
        budget: { at: 'most', bound: BUDGET },
        detail: `${FOLLOWERS} followers ${Math.round(many)} ms, one ${Math.round(one)} ms`,
      },
    ]
  } finally {
    await server.stop()
  }
}
