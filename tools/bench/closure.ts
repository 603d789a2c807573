import { close, DECISIONS, rulesetOf, scopedSets, seedsOf, wallsOf } from '@crosswalk/core'
import { writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import path from 'node:path'
import type { Bench } from './bench.js'
import { countAll, wrongCounts } from './closure/counts.js'
import { duckWorld } from './closure/duck.js'
import { graphologyClosure } from './closure/graphology.js'
import { closeWorld, hashOf, onePass } from './closure/ours.js'
import { packWorld } from './closure/pack.js'
import { postgresClosure } from './closure/postgres.js'
import type { GrantsAs } from './closure/recursive-sql.js'
import { questionTimes } from './closure/questions.js'
import { benchWorld, chain, type BenchWorld } from './closure/world.js'
import { interleaved, type Figure } from './figure.js'
import { cpuTime, measure } from './measured.js'

const REPETITIONS = 5
const DEEP = 100_000
const ASKED = 100
const COUNTED = 20
const engine = path.join(import.meta.dirname, 'closure/engine.js')

const timed = (work: () => unknown) => async () => {
  const since = cpuTime()
  work()
  return cpuTime() - since
}
const milliseconds = (value: number): string => `${value.toFixed(1)} ms`
const everyNth = (count: number, wanted: number): number[] =>
  Array.from({ length: wanted }, (_, i) => Math.floor((i * count) / wanted))

/**
 * Budgets P1 to P4: the closure beside a pass over its arrays and recursive SQL, its growth, memory, and answers.
 * Times are of the CPU, so that they hold on a machine that does other things too.
 */
export const closure: Bench = async ({ folder, full, peers, progress }) => {
  const scale = full ? 1 : 0.1
  progress(`making a world at ${scale} × full size`)
  const world = benchWorld(scale)
  const small = benchWorld(scale / 10)
  const duck = await duckWorld(world)
  const answers = new Set([hashOf(closeWorld(world))])
  const recursive = (grantsAs: GrantsAs) => async () => {
    const { milliseconds: taken, answer } = await duck.close(grantsAs)
    answers.add(answer)
    return taken
  }
  const elapsed = await interleaved(
    {
      ours: timed(() => closeWorld(world)),
      small: timed(() => closeWorld(small)),
      pass: timed(() => onePass(world)),
      cte: recursive('rows'),
      cteOfSets: recursive('sets'),
      deep: deepChain(),
    },
    REPETITIONS,
    progress,
  )
  duck.end()
  if (answers.size !== 1) throw new Error(`the closures answer otherwise: ${[...answers].join(', ')}`)
  const size = `${world.graph.count} principals, ${world.graph.member.length} memberships, load ${loadavg()[0]?.toFixed(1)}`
  const figures: Figure[] = [
    {
      ...{ id: 'P1', value: elapsed.ours / elapsed.pass, unit: '×', budget: { at: 'most', bound: 8 } },
      detail: `${milliseconds(elapsed.ours)} over a pass of ${milliseconds(elapsed.pass)}; ${size}`,
    },
    {
      ...{ id: 'P2.cte', value: elapsed.cte / elapsed.ours, unit: '×', budget: { at: 'least', bound: 20 } },
      detail: `DuckDB's recursive query ${milliseconds(elapsed.cte)}, same hash ${[...answers][0]}`,
    },
    {
      ...{ id: 'P2.cte.sets', value: elapsed.cteOfSets / elapsed.ours, unit: '×', budget: null },
      detail: `the same query over distinct grant sets as ours has them, ${milliseconds(elapsed.cteOfSets)}`,
    },
    ...peerFigures(world, elapsed.ours, [...answers][0] ?? '', peers, progress),
    {
      ...{ id: 'P3.exponent', value: Math.log10(elapsed.ours / elapsed.small), unit: '' },
      ...{ budget: { at: 'most', bound: 1.2 }, judged: full },
      detail: `${milliseconds(elapsed.small)} at a tenth of the size`,
    },
    {
      ...{ id: 'P3.chain', value: elapsed.deep, unit: 'ms', budget: { at: 'most', bound: 50 } },
      detail: `${DEEP} nested groups`,
    },
    await memoryFigure(world, folder, answers),
  ]
  progress('counting items')
  countAll(world)
  const { milliseconds: counting, counts } = countAll(world)
  const wrong = wrongCounts(world, counts, everyNth(world.graph.count, COUNTED))
  if (wrong > 0) throw new Error(`${wrong} of ${COUNTED} counts differ from brute force`)
  progress('asking questions')
  const times = questionTimes(world, everyNth(world.graph.count, ASKED))
  return [
    ...figures,
    {
      ...{ id: 'P4.counts', value: (world.graph.count / counting) * 1000, unit: 'principals/s' },
      budget: { at: 'least', bound: 100_000 },
      detail: `${world.sets.offsets.length - 1} grant sets, ${COUNTED} principals equal to brute force`,
    },
    ...Object.entries(times).map(([name, value]): Figure => ({
      ...{
        id: `P4.${name}`,
        value,
        unit: 'ms',
        budget: { at: 'most', bound: name === 'affected' ? 80 : 50 },
      },
      detail: `95th percentile of ${ASKED} principals, in the graph alone`,
    })),
  ]
}

const deepChain = () => {
  const graph = chain(DEEP)
  const spread = rulesetOf('aem-principals').spread(DECISIONS)
  return timed(() => close(graph, Int32Array.of(0), new Uint8Array(graph.count), spread, wallsOf(DECISIONS)))
}

const memoryFigure = async (
  world: BenchWorld,
  folder: string,
  answers: ReadonlySet<string>,
): Promise<Figure> => {
  const file = path.join(folder, 'world.bin')
  const packed = packWorld(world)
  await writeFile(file, packed)
  const { peakMiB, answer } = await measure(engine, [file])
  if (!answers.has(answer))
    throw new Error(`the closure answers otherwise in a process of its own: ${answer}`)
  const input = packed.length / 2 ** 20
  return {
    ...{
      id: 'P3.rss',
      value: peakMiB,
      unit: 'MiB',
      budget: { at: 'most', bound: Math.round(1.5 * input + 100) },
    },
    detail: `peak over input arrays of ${Math.round(input)} MiB`,
  }
}

const peerFigures = (
  world: BenchWorld,
  ours: number,
  answer: string,
  peers: boolean,
  progress: (text: string) => void,
): Figure[] => {
  const { graph, sets, items } = world
  const seeds = seedsOf(graph.count, sets, scopedSets(items, sets.offsets.length - 1), DECISIONS).order
  const contenders = {
    'P2.postgres': () => postgresClosure(world),
    'P2.graphology': () => graphologyClosure(world, seeds),
  }
  return Object.entries(contenders).map(([id, run]): Figure => {
    if (peers) progress(id)
    const found = peers ? run() : null
    if (found !== null && found.answer !== answer) throw new Error(`${id} answers otherwise: ${found.answer}`)
    const bound = id === 'P2.postgres' ? 100 : null
    return {
      ...{ id, value: found === null ? Number.NaN : found.milliseconds / ours, unit: '×' },
      budget: bound === null ? null : { at: 'least', bound },
      judged: found !== null,
      detail:
        found === null
          ? peers
            ? 'not installed here'
            : 'measured with --peers'
          : `${milliseconds(found.milliseconds)}, same hash`,
    }
  })
}
