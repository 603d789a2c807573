import { mkdir } from 'node:fs/promises'
import { loadavg } from 'node:os'
import path from 'node:path'
import { writeDirectories } from '../generate/directories.js'
import type { Bench } from './bench.js'
import { interleaved, median } from './figure.js'
import type { Figure } from './figure.js'
import { measure } from './measured.js'
import type { Measured } from './measured.js'
import { foldingDifferences } from './resolve/folding.js'

const ROWS = { usual: 500_000, full: 5_000_000 }
const REPETITIONS = 3
/** A JavaScript Map of five million rows a side needs more than Node gives by itself. */
const MAP_HEAP_MIB = 16_384
const engine = path.join(import.meta.dirname, 'resolve/engine.js')

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`

/** Budgets R1 and R2: the bulk resolver beside itself at half the size, with plain `lower()`, and a JavaScript Map. */
export const resolve: Bench = async ({ folder, full, progress }) => {
  const rows = ROWS[full ? 'full' : 'usual']
  const [whole, half] = [path.join(folder, 'whole'), path.join(folder, 'half')]
  for (const [where, size] of [
    [whole, rows],
    [half, rows / 2],
  ] as const) {
    progress(`writing two directories of ${size} principals`)
    await mkdir(where)
    await writeDirectories(where, size)
  }
  const runs = { bulk: [], half: [], plain: [], map: [] } as Record<string, Measured[]>
  const run = (name: string, args: [string, string], heapMiB?: number) => async () => {
    const measured = await measure(engine, args, heapMiB)
    runs[name]?.push(measured)
    return measured.milliseconds
  }
  const elapsed = await interleaved(
    {
      bulk: run('bulk', ['bulk', whole]),
      half: run('half', ['bulk', half]),
      plain: run('plain', ['plain', whole]),
      map: run('map', ['map', whole], MAP_HEAP_MIB),
    },
    REPETITIONS,
    progress,
  )
  const of = (name: string, what: (measured: Measured) => number) =>
    median((runs[name] ?? []).slice(-REPETITIONS).map(what))
  const cpu = (name: string) => of(name, ({ cpuMilliseconds }) => cpuMilliseconds)
  const answers = new Set([...(runs['bulk'] ?? []), ...(runs['map'] ?? [])].map(({ answer }) => answer))
  if (answers.size !== 1) throw new Error(`bulk and Map answer otherwise: ${[...answers].join(', ')}`)

  const size = `${rows} × ${rows}, load ${loadavg()[0]?.toFixed(1)}`
  const peak = (name: string) => `${Math.round(of(name, ({ peakMiB }) => peakMiB))} MiB`
  const r1: Figure[] = [
    {
      id: 'R1.rss',
      value: of('bulk', ({ peakMiB }) => peakMiB) / 1024,
      unit: 'GiB',
      budget: { at: 'most', bound: 2 },
      judged: full,
      detail: `peak at memory_limit 1 GB, ${size}; Map ${peak('map')}`,
    },
    {
      id: 'R1.exponent',
      value: Math.log2(cpu('bulk') / cpu('half')),
      unit: '',
      budget: { at: 'most', bound: 1.15 },
      judged: full,
      detail: `CPU ${seconds(cpu('half'))} at half the size, ${seconds(cpu('bulk'))} at ${size}`,
    },
    {
      id: 'R1.vs_map',
      value: elapsed.map / elapsed.bulk,
      unit: '×',
      budget: { at: 'least', bound: 2.5 },
      judged: full,
      detail: `Map ${seconds(elapsed.map)} (CPU ${seconds(cpu('map'))}), bulk ${seconds(elapsed.bulk)} (CPU ${seconds(cpu('bulk'))}), same answer`,
    },
    {
      id: 'R1.vs_lower',
      value: cpu('bulk') / cpu('plain'),
      unit: '×',
      budget: { at: 'most', bound: 1.5 },
      judged: full,
      detail: `CPU ${seconds(cpu('bulk'))} against ${seconds(cpu('plain'))} with lower() of trimmed texts, peak ${peak('plain')}`,
    },
  ]
  progress('folding every code point')
  const { core, sql, codePoints } = await foldingDifferences()
  const r2: Figure = {
    id: 'R2',
    value: core + sql,
    unit: 'code points',
    budget: { at: 'most', bound: 0 },
    detail: `of ${codePoints} fold otherwise than the Unicode data (core ${core}, SQL ${sql})`,
  }
  return [...r1, r2]
}
