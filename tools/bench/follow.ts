import path from 'node:path'
import { writeBigPackage } from '../generate/big-package.js'
import { followToEnd } from '../follow/follow.js'
import { serveFolder } from '../serve.js'
import type { Bench } from './bench.js'
import { runJob } from './cli-run.js'
import { interleaved } from './figure.js'

const FOLLOWERS = 200
const REPETITIONS = 3
const SIZE = { usual: { items: 4_000, principals: 2_000 }, full: { items: 40_000, principals: 20_000 } }
const BUDGET = 1.25

/** A run followed by many beside the same run followed by one: the slow-down that followers may cause is 1.25. */
export const follow: Bench = async ({ folder, full, progress }) => {
  const file = path.join(folder, 'big.zip')
  const data = path.join(folder, 'data')
  await writeBigPackage(file, SIZE[full ? 'full' : 'usual'])
  await runJob(file, data)
  const server = await serveFolder(data)
  const run = (followers: number) => async (): Promise<number> => {
    const { jobs } = await server.ask<{ jobs: { edges: { node: { id: string } }[] } }>(
      '{ jobs(first: 1) { edges { node { id } } } }',
    )
    const { startRun } = await server.ask<{ startRun: { id: string } }>(
      `mutation { startRun(input: { jobId: "${jobs.edges[0]?.node.id ?? ''}" }) { ... on Run { id } } }`,
    )
    const told = await Promise.all(Array.from({ length: followers }, () => followToEnd(server, startRun.id)))
    const lines = new Set(told.map((seen) => seen.join()))
    if (lines.size !== 1) throw new Error('Followers were told different lines.')
    const { run: times } = await server.ask<{ run: { startedAt: string; finishedAt: string } }>(
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
