import { filterHash } from '@crosswalk/core'
import type { Filter, PlaceKey } from '@crosswalk/core'
import { identifier } from './duck.js'
import type { Duck } from './duck.js'
import { Parameters, compileFilter } from './filter-sql.js'
import type { Order } from './page.js'
import { isMerged, readFrom } from './read-page.js'
import type { Scope } from './scope.js'
import { SharedWork } from './shared-work.js'

/** The row at a place: the `skip`-th (from 0, below `RANK_STEP`) of the rows beyond the key `from`. */
export interface Seat {
  from: PlaceKey | null
  skip: number
}

/** How many rows a filter has, and where in the order each of them stands. */
export interface Rank {
  readonly total: number
  readonly bytes: number
  /** Where to look for the row at a place below `total`. */
  seek(at: number): Seat
}

/** Rows between two places known by heart. */
export const RANK_STEP = 4096

/** Every row of tables whose rows are numbered in this order: nothing to look up. */
const denseRank = (counts: readonly number[]): Rank => ({
  total: counts.reduce((sum, count) => sum + count, 0),
  bytes: 0,
  seek(at) {
    let run = 0
    for (; at >= (counts[run] ?? Infinity); run += 1) at -= counts[run] ?? 0
    return { from: [0, run, at - 1], skip: 0 }
  },
})

/** The last index at which the ascending `values` are at most `wanted`. */
const lastUpTo = (values: Float64Array, wanted: number): number => {
  let [low, high] = [0, values.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((values[middle] ?? Infinity) <= wanted) low = middle + 1
    else high = middle
  }
  return low - 1
}

interface Counted {
  value: string | null
  run: number
  block: number
  rows: number
}

/** From how many rows each block of `RANK_STEP` numbers has, by sort value and run. */
const blockRank = (counted: readonly Counted[], { values }: Order): Rank => {
  const positions = new Map(values.map((value, position) => [value, position]))
  const blocks = counted
    .flatMap((one) => {
      const position = positions.get(one.value)
      return position === undefined ? [] : [{ ...one, position }]
    })
    .sort((a, b) => a.position - b.position || a.run - b.run || a.block - b.block)
  const before = new Float64Array(blocks.length)
  let total = 0
  blocks.forEach(({ rows }, index) => {
    before[index] = total
    total += rows
  })
  const position = Int32Array.from(blocks, (block) => block.position)
  const run = Int32Array.from(blocks, (block) => block.run)
  const first = Float64Array.from(blocks, ({ block }) => block * RANK_STEP)
  return {
    total,
    bytes: blocks.length * 24,
    seek(at) {
      const index = lastUpTo(before, at)
      const from: PlaceKey = [position[index] ?? 0, run[index] ?? 0, (first[index] ?? 0) - 1]
      return { from, skip: at - (before[index] ?? 0) }
    },
  }
}

/** From the key of every `RANK_STEP`-th row of a merged order. */
const anchorRank = (anchors: readonly { n: number; run: number; place: number }[]): Rank => {
  const total = anchors.at(-1)?.n ?? 0
  const kept = anchors.filter(({ n }) => n % RANK_STEP === 0)
  const run = Int32Array.from(kept, (anchor) => anchor.run)
  const place = Float64Array.from(kept, (anchor) => anchor.place)
  return {
    total,
    bytes: kept.length * 12,
    seek(at) {
      const passed = Math.floor(at / RANK_STEP)
      const from: PlaceKey | null = passed === 0 ? null : [0, run[passed - 1] ?? 0, place[passed - 1] ?? 0]
      return { from, skip: at - passed * RANK_STEP }
    },
  }
}

/**
 * Ranks of (runs, filter, order), each worked out in one pass and kept by bytes. Rows are counted by block of
 * `RANK_STEP` row numbers, which needs no sort; only merged orders number their rows.
 */
export class Ranks {
  readonly #ranks: SharedWork<Rank>

  constructor(
    private readonly duck: Duck,
    private readonly timeoutMs: number,
    bytes: number,
  ) {
    this.#ranks = new SharedWork<Rank>({ limit: bytes, weigh: (rank) => rank.bytes + 200 })
  }

  /** `counts` are the rows of the report in each run. */
  get(
    scope: Scope,
    filter: Filter,
    order: Order,
    counts: readonly number[],
    signal?: AbortSignal,
  ): Promise<Rank> {
    if (filter.clauses.length === 0 && order.column === null && !isMerged(scope, order))
      return Promise.resolve(denseRank(counts))
    const key = `${scope.key} ${filterHash(filter)} ${order.sort}`
    const work = (abandoned: AbortSignal) =>
      isMerged(scope, order)
        ? this.#anchors(scope, filter, order, abandoned)
        : this.#blocks(scope, filter, order, abandoned)
    return this.#ranks.using(key, work, (rank) => rank, signal)
  }

  async #blocks(scope: Scope, filter: Filter, order: Order, signal: AbortSignal): Promise<Rank> {
    const parameters = new Parameters()
    const { table, numbered } = readFrom(filter.report, order)
    const value = order.column === null ? 'NULL::VARCHAR' : identifier(order.column)
    const counted = await this.duck.rows<Counted>(
      { name: 'rank', timeoutMs: this.timeoutMs, signal },
      `SELECT ${value} AS value, run, ${numbered} // ${RANK_STEP} AS block, count(*) AS rows
       FROM ${scope.table(table)} WHERE ${compileFilter(filter, parameters)} GROUP BY ALL`,
      parameters.values,
    )
    return blockRank(counted, order)
  }

  async #anchors(scope: Scope, filter: Filter, { copy }: Order, signal: AbortSignal): Promise<Rank> {
    if (copy === null) throw new Error('Only sorted copies are merged.')
    const parameters = new Parameters()
    const way = copy.descending ? 'DESC' : 'ASC'
    const anchors = await this.duck.rows<{ n: number; run: number; place: number }>(
      { name: 'rank merged', timeoutMs: this.timeoutMs, signal },
      `SELECT n, run, place FROM (
         SELECT run, place, count(*) OVER () AS total,
           row_number() OVER (ORDER BY ${identifier(copy.column)} ${way}, run, place) AS n
         FROM ${scope.table(copy.table)} WHERE ${compileFilter(filter, parameters)})
       WHERE n % ${RANK_STEP} = 0 OR n = total ORDER BY n`,
      parameters.values,
    )
    return anchorRank(anchors)
  }
}
