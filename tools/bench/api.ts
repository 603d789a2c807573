import { writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import path from 'node:path'
import { writeBigDirectory } from '../generate/big-directory.js'
import { serveFolder, type Served } from '../serve.js'
import { peerFigures, type Ours } from './api/peers.js'
import type { Bench } from './bench.js'
import { runJob } from './cli-run.js'
import { median, type Figure } from './figure.js'

const ROWS = { usual: 1_000_000, full: 10_000_000 }
const SORTS = ['DEFAULT', 'RESOLUTION', 'KIND', 'REASON', 'DESTINATION', 'ITEMS']
const REPETITIONS = 20
const WARM_UP = 2

const WINDOW = `query ($runId: ID, $sort: MappingSort, $filter: [MappingFilterClause!], $at: SafeInt!, $limit: Int) {
  mappingsWindow(runId: $runId, sort: $sort, filter: $filter, at: $at, limit: $limit) {
    ... on MappingConnection { edges { node { id resolution source { name caption } destination { name } } } } } }`
const COUNT = `query ($runId: ID, $filter: [MappingFilterClause!]) { mappings(runId: $runId, filter: $filter, first: 0) {
  ... on MappingConnection { totalCount } } }`
const FACETS = `query ($runId: ID, $filter: [MappingFilterClause!]) { mappings(runId: $runId, filter: $filter, first: 0) {
  ... on MappingConnection { totalCount facets { field values { value count } } } } }`

const COUNTED = ['EMAIL', 'ID', 'UNRESOLVED']

const text = (value: string) => [{ field: 'TEXT', op: 'CONTAINS', values: [value] }]

/** Milliseconds of each repetition after the warm-up; `round` makes each question another one. */
const times = async (work: (round: number) => Promise<unknown>): Promise<number[]> => {
  const measured: number[] = []
  for (let round = 0; round < REPETITIONS + WARM_UP; round += 1) {
    const since = performance.now()
    await work(round)
    if (round >= WARM_UP) measured.push(performance.now() - since)
  }
  return measured.sort((a, b) => a - b)
}

const p95 = (sorted: readonly number[]): number => sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN

const most = (
  id: string,
  value: number,
  unit: string,
  bound: number,
  detail: string,
  judged: boolean,
): Figure => ({
  ...{ id, value, unit, detail, judged },
  budget: { at: 'most', bound },
})

interface Facets {
  mappings: { facets: { field: string; values: { value: string; count: number }[] }[] }
}

const measure = async (
  served: Served,
  rows: number,
  full: boolean,
): Promise<{ figures: Figure[]; ours: Ours }> => {
  const { runs } = await served.ask<{ runs: { edges: { node: { id: string } }[] } }>(
    '{ runs(first: 1) { edges { node { id } } } }',
  )
  const runId = runs.edges[0]?.node.id
  const window = (sort: string, at: number, filter?: object[]) =>
    served.ask(WINDOW, { runId, sort, filter, at, limit: 50 })
  const facets = (filter?: object[]) => served.ask(FACETS, { runId, filter })
  const figures: Figure[] = []
  const deepest: number[] = []
  const placeOf = (round: number, of: number) => Math.floor((of * (round + 1)) / (REPETITIONS + 3))
  for (const sort of SORTS) {
    const first = await times(() => window(sort, 0))
    const deep = await times((round) => window(sort, placeOf(round, rows)))
    if (sort === 'DEFAULT') deepest.push(...deep)
    const id = `Q1.page.${sort.toLowerCase()}`
    figures.push(
      most(id, p95([...first, ...deep].sort((a, b) => a - b)), 'ms', 80, 'p95 at any depth, over HTTP', full),
      most(`${id}.deep`, median(deep) / median(first), '×', 2, 'a deep page over the first, medians', full),
    )
  }
  const plain = await times(() => facets())
  const searched = await times((round) => facets(text(`id-${round}77`)))
  const search = await times((round) => window('DEFAULT', 0, text(`bench.example\nnº ${round}`)))
  const ninth = await times((round) => window('DESTINATION', placeOf(round, rows / 10), text('nº 9')))
  const counts = await times((round) =>
    served.ask(COUNT, { runId, filter: [{ field: 'RESOLUTION', op: 'IN', values: [COUNTED[round % 3]] }] }),
  )
  figures.push(
    most('Q1.window.text', p95(ninth), 'ms', 80, 'p95 at any depth of one free text, sorted', full),
    most('Q1.count', p95(counts), 'ms', 250, 'p95', full),
    most('Q1.facets', p95(plain), 'ms', 250, 'p95', full),
    most('Q1.facets.text', p95(searched), 'ms', 1000, 'p95, each under another free text', full),
    most('Q1.search', p95(search), 'ms', 1000, 'p95 of the first page, each of another free text', full),
  )
  const { mappings } = await served.ask<Facets>(FACETS, { runId })
  const resolutions = mappings.facets.find(({ field }) => field === 'RESOLUTION')?.values ?? []
  const ours = {
    ...{ facets: median(plain), textFacets: median(searched), deepPage: median(deepest) },
    resolutions: new Map(resolutions.map(({ value, count }) => [value, count])),
  }
  return { figures, ours }
}

/**
 * Budget Q1 over HTTP: pages in every order at any depth, facets, counts and free text, of a run made from a directory
 * CSV; with peers, the same of PostgreSQL.
 */
export const api: Bench = async ({ folder, full, peers, progress }) => {
  const rows = ROWS[full ? 'full' : 'usual']
  progress(`running a job over ${rows} accounts`)
  await writeBigDirectory(path.join(folder, 'big.csv'), rows)
  const job = path.join(folder, 'job.yaml')
  const inputs = '{ platform: files, inputs: [{ format: directory-csv, path: big.csv }] }'
  await writeFile(job, `version: 1\nname: bench\nsource: ${inputs}\ndestination: ${inputs}\n`)
  const data = path.join(folder, 'data')
  await runJob(job, data)
  progress('asking the served run')
  const served = await serveFolder(data)
  try {
    const { figures, ours } = await measure(served, rows, full)
    progress(`load of the machine: ${loadavg()[0]?.toFixed(1)}`)
    if (!peers) return figures
    progress('asking PostgreSQL')
    return [...figures, ...(await peerFigures({ folder, full }, data, rows, ours))]
  } finally {
    await served.stop()
  }
}
