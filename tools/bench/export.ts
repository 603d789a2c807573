import { SHEET_ROWS } from '@crosswalk/core'
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import path from 'node:path'
import { writeBigDirectory } from '../generate/big-directory.js'
import type { Bench } from './bench.js'
import { runJob } from './cli-run.js'
import { enlarge } from './export/enlarged.js'
import type { Exported } from './export/ours.js'
import { pageFigures } from './export/pages.js'
import { JOB_NAME, THREADS, mappingsOf } from './export/spec.js'
import { interleaved, median, type Figure } from './figure.js'
import { measure, type Measured } from './measured.js'

const ROWS = 1_000_000
const FULL = { rows: 10_000_000, largest: 50_000_000 }
const REPETITIONS = 3
/** Of the proof: several parts at any size. */
const PROOF_PARTS = 4
const engine = path.join(import.meta.dirname, 'export/engine.js')

interface World {
  folder: string
  runId: string
  rows: number
}

const makeWorld = async (folder: string, rows: number): Promise<World> => {
  await mkdir(folder)
  await writeBigDirectory(path.join(folder, 'big.csv'), rows)
  const job = path.join(folder, 'job.yaml')
  const inputs = '{ platform: files, inputs: [{ format: directory-csv, path: big.csv }] }'
  await writeFile(job, `version: 1\nname: ${JOB_NAME}\nsource: ${inputs}\ndestination: ${inputs}\n`)
  const data = path.join(folder, 'data')
  await runJob(job, data)
  await rm(path.join(folder, 'big.csv'))
  const [runId = ''] = await readdir(path.join(data, 'runs'))
  return { folder, runId, rows }
}

const run = ({ folder, runId }: World, contender: string, partRows = SHEET_ROWS, threads = THREADS) =>
  measure(engine, [contender, folder, runId, String(partRows), String(threads)])

const exported = ({ answer }: Measured): Exported => JSON.parse(answer) as Exported
const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`

/** X1: the export beside one COPY and csv-stringify, each in a process of its own. */
const speed = async (world: World, full: boolean, progress: (text: string) => void): Promise<Figure[]> => {
  const last: Record<string, Measured[]> = { export: [], copy: [], stringify: [] }
  const contender = (name: string) => async () => {
    const measured = await run(world, name)
    last[name]?.push(measured)
    return measured.milliseconds
  }
  const times = await interleaved(
    { export: contender('export'), copy: contender('copy'), stringify: contender('stringify') },
    REPETITIONS,
    progress,
  )
  const of = (name: string, what: (measured: Measured) => number): number =>
    median((last[name] ?? []).slice(-REPETITIONS).map(what))
  const told = (name: keyof typeof times): string =>
    `${name} ${seconds(times[name])} (CPU ${seconds(of(name, (one) => one.cpuMilliseconds))}, peak ${Math.round(of(name, (one) => one.peakMiB))} MiB)`
  const { bytes, parts } = exported(last['export']?.[0] as Measured)
  const size = `${world.rows} rows, ${Math.round(bytes / 1e6)} MB, ${parts} parts, load ${loadavg()[0]?.toFixed(1)}`
  const { size: stored } = await stat(mappingsOf(path.join(world.folder, 'data'), world.runId))
  return [
    {
      ...{ id: 'X1.vs_copy', value: times.copy / times.export, unit: '×', judged: full },
      ...{ budget: { at: 'least', bound: 0.85 }, detail: `${told('export')}, ${told('copy')}; ${size}` },
    },
    {
      ...{ id: 'X1.vs_stringify', value: times.stringify / times.export, unit: '×' },
      ...{ budget: { at: 'least', bound: 8 }, detail: told('stringify') },
    },
    {
      ...{ id: 'X1.rss', value: of('export', ({ peakMiB }) => peakMiB) / 1024, unit: 'GiB', judged: full },
      ...{ budget: { at: 'most', bound: 1.3 }, detail: `peak at memory_limit 1 GB, ${size}` },
    },
    {
      ...{ id: 'S1', value: stored / bytes, unit: '×', budget: { at: 'most', bound: 0.2 } },
      detail: `mappings ${Math.round(stored / 1e6)} MB over their CSV of ${Math.round(bytes / 1e6)} MB`,
    },
  ]
}

/** X2: how many answers there are to what must have one. */
const proof = async (world: World, progress: (text: string) => void): Promise<Figure> => {
  progress('one file')
  const wholes = new Set([exported(await run(world, 'prove', world.rows)).whole])
  const parted = new Set<string>()
  for (const threads of [1, 2, 4]) {
    progress(`${PROOF_PARTS} parts at ${threads} threads`)
    const one = exported(await run(world, 'prove', Math.ceil(world.rows / PROOF_PARTS), threads))
    wholes.add(one.whole)
    parted.add(one.parted)
  }
  return {
    ...{ id: 'X2', value: wholes.size * parted.size, unit: 'answers', budget: { at: 'most', bound: 1 } },
    detail: `${world.rows} rows at 1, 2 and 4 threads in ${PROOF_PARTS} parts, which without headers are the single file`,
  }
}

const LIMIT_MIB = 1e9 / 2 ** 20

/** Whether memory grows with the rows: from one world to the largest, as a share of the engine's limit. */
const flatness = async (world: World, largest: World): Promise<Figure> => {
  const [few, many] = [await run(world, 'export'), await run(largest, 'export')]
  return {
    ...{ id: 'X1.flat', value: (many.peakMiB - few.peakMiB) / LIMIT_MIB, unit: '× 1 GB' },
    ...{ budget: { at: 'most', bound: 0.1 } },
    detail: `peak ${Math.round(few.peakMiB)} MiB at ${world.rows} rows, ${Math.round(many.peakMiB)} MiB at ${largest.rows}, in ${seconds(many.milliseconds)}`,
  }
}

/** Budgets X1, X2, Q2 and S1, over a run made from a directory CSV. Each part is deleted once it is hashed. */
export const exporting: Bench = async ({ folder, full, progress }) => {
  const rows = full ? FULL.rows : ROWS
  progress(`running a job over ${rows} accounts`)
  const world = await makeWorld(path.join(folder, 'usual'), rows)
  const figures = await speed(world, full, progress)
  figures.push(await proof(world, progress))
  progress('pages while exports run')
  figures.push(...(await pageFigures(path.join(world.folder, 'data'), world)))
  if (full) {
    progress(`making a run of ${FULL.largest} accounts`)
    const largest = { ...world, folder: path.join(folder, 'largest'), rows: FULL.largest }
    const from = { ...world, data: path.join(world.folder, 'data') }
    await enlarge(from, FULL.largest / FULL.rows, path.join(largest.folder, 'data'))
    figures.push(await flatness(world, largest))
  }
  return figures
}
