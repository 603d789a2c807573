import type { Filter, PlaceKey } from '@crosswalk/core'
import { identifier } from './duck.js'
import type { Duck, Row, StatementOptions } from './duck.js'
import { Parameters, compileFilter } from './filter-sql.js'
import type { Order } from './page.js'
import type { Scope } from './scope.js'

/** Rows to read: under the filter, in the order, beyond a key and so many rows after it. */
export interface Reading {
  filter: Filter
  order: Order
  forward: boolean
  from: PlaceKey | null
  /** Only where `from` is a seat of a rank: fewer than `RANK_STEP`, all among the row numbers next to it. */
  skip: number
  count: number
  columns: readonly string[]
}

/** Rows of one sort value in one run, in row order; `run` is null for the one merged walk over several runs. */
export interface Stretch {
  position: number
  run: number | null
  /** Its rows under the filter, at least one; Infinity where nobody counted them. */
  count: number
}

/** Stretches of one run each. */
interface RunStretch extends Stretch {
  run: number
}

export interface KeyedRow {
  key: PlaceKey
  row: Row
}

/** Whether the rows of several runs are merged by what a sorted copy is sorted by. */
export const isMerged = (scope: Scope, { copy }: Order): boolean => copy !== null && !scope.single

/** The table an order is read from, and the column that numbers its rows in each run, dense from 0. */
export const readFrom = (report: Filter['report'], { copy }: Order) =>
  copy === null
    ? ({ table: report, numbered: 'row_id' } as const)
    : { table: copy.table, numbered: 'place' as const }

/**
 * Only so many row numbers beyond the key are looked at first, then 32 times as many, and so on: the engine would
 * look at all that are left before it gives the first few. At least `RANK_STEP`.
 */
const FIRST_WINDOW = 16_384
const WINDOW_GROWTH = 32

/** Reads rows beyond a key, keyset all the way: a statement touches only the row groups it needs. */
export class PageReader {
  constructor(
    private readonly duck: Duck,
    private readonly options: StatementOptions,
    private readonly scope: Scope,
    private readonly rowCounts: readonly number[],
  ) {}

  /** The next `count` rows, nearest first; `stretches` are those with rows under the filter, in order. */
  async read(reading: Reading, stretches: readonly Stretch[]): Promise<KeyedRow[]> {
    const found: KeyedRow[] = []
    const left = () => reading.count - found.length
    const ahead = (reading.forward ? stretches : stretches.toReversed()).filter((stretch) => {
      const side = compare(stretch, reading.from)
      return reading.forward ? side >= 0 : side <= 0
    })
    const [first] = ahead
    const begins = reading.from !== null || reading.skip > 0
    if (begins && first !== undefined && compare(first, reading.from) === 0) {
      ahead.shift()
      found.push(...(await this.#stretch(reading, first)))
    }
    const whole = wholeStretches(ahead, left())
    if (whole.length > 1) found.push(...(await this.#whole(reading, whole)))
    for (const stretch of ahead.slice(whole.length > 1 ? whole.length : 0)) {
      if (left() <= 0) break
      found.push(...(await this.#stretch({ ...reading, count: left(), from: null, skip: 0 }, stretch)))
    }
    return found
  }

  /** All rows of neighbouring stretches, in one statement however many they are. */
  async #whole({ filter, order, forward, columns }: Reading, stretches: readonly RunStretch[]) {
    const parameters = new Parameters()
    const { table, numbered } = readFrom(filter.report, order)
    const groups = [...new Set(stretches.map(({ position }) => position))].map((position) => {
      const runs = stretches.filter((one) => one.position === position).map(({ run }) => run)
      return { position, condition: withinRuns(order, position, runs, parameters) }
    })
    const position = `CASE ${groups.map((one) => `WHEN ${one.condition} THEN ${one.position}`).join(' ')} END`
    const way = forward ? 'ASC' : 'DESC'
    const rows = await this.duck.rows(
      this.options,
      `SELECT ${selected(columns, numbered)}, run, ${position} AS position
       FROM ${this.scope.table(table, new Set(stretches.map(({ run }) => run)))}
       WHERE ${compileFilter(filter, parameters)} AND (${groups.map(({ condition }) => condition).join(' OR ')})
       ORDER BY position ${way}, run ${way}, numbered ${way}`,
      parameters.values,
    )
    return rows.map((row) => ({
      key: [row.position, row.run, row.numbered] as [number, number, number],
      row,
    }))
  }

  async #stretch(reading: Reading, { position, run }: Stretch): Promise<KeyedRow[]> {
    if (run === null) return this.#merged(reading)
    const { forward, from, count } = reading
    const end = this.rowCounts[run] ?? 0
    const found: KeyedRow[] = []
    let [low, high] = from === null ? [0, end] : forward ? [from[2] + 1, end] : [0, Math.min(from[2], end)]
    for (let window = FIRST_WINDOW; low < high && found.length < count; window *= WINDOW_GROWTH) {
      const cut = forward ? Math.min(high, low + window) : Math.max(low, high - window)
      const skip = window === FIRST_WINDOW ? reading.skip : 0
      const rest = { ...reading, skip, count: count - found.length }
      const looked: [number, number] = forward ? [low, cut] : [cut, high]
      found.push(...(await this.#range(rest, { position, run }, ...looked)))
      if (forward) low = cut
      else high = cut
    }
    return found
  }

  async #range(
    { filter, order, forward, skip, count, columns }: Reading,
    { position, run }: { position: number; run: number },
    low: number,
    high: number,
  ): Promise<KeyedRow[]> {
    const parameters = new Parameters()
    const { table, numbered } = readFrom(filter.report, order)
    const conditions = [
      compileFilter(filter, parameters),
      ...(order.column === null
        ? []
        : [sortCondition(order.column, order.values[position] ?? null, parameters)]),
      `${numbered} >= ${parameters.add(low)}`,
      `${numbered} < ${parameters.add(high)}`,
    ]
    const rows = await this.duck.rows(
      this.options,
      `SELECT ${selected(columns, numbered)} FROM ${this.scope.table(table, run)}
       WHERE ${conditions.join(' AND ')} ORDER BY ${numbered} ${forward ? 'ASC' : 'DESC'} ${limited(count, skip)}`,
      parameters.values,
    )
    return rows.map((row) => ({ key: [position, run, row.numbered as number], row }))
  }

  /** Several runs' sorted copies as one: by what they are sorted by, then by run, then by place. */
  async #merged({ filter, order, forward, from, skip, count, columns }: Reading): Promise<KeyedRow[]> {
    const { copy } = order
    if (copy === null) throw new Error('Only sorted copies are merged.')
    const column = identifier(copy.column)
    const onward = forward !== copy.descending
    const parameters = new Parameters()
    const conditions = [compileFilter(filter, parameters)]
    if (from !== null) {
      const value = parameters.add(await this.#sortValue(order, from))
      const [run, place] = [parameters.add(from[1]), parameters.add(from[2])]
      const beyond = forward ? '>' : '<'
      conditions.push(
        `${column} ${onward ? '>=' : '<='} ${value}`,
        `(${column} <> ${value} OR run ${beyond} ${run} OR (run = ${run} AND place ${beyond} ${place}))`,
      )
    }
    const way = forward ? 'ASC' : 'DESC'
    const rows = await this.duck.rows(
      this.options,
      `SELECT ${selected(columns, 'place')}, run FROM ${this.scope.table(copy.table)}
       WHERE ${conditions.join(' AND ')}
       ORDER BY ${column} ${onward ? 'ASC' : 'DESC'}, run ${way}, place ${way} ${limited(count, skip)}`,
      parameters.values,
    )
    return rows.map((row) => ({ key: [0, row.run as number, row.numbered as number], row }))
  }

  async #sortValue({ copy }: Order, [, run, place]: PlaceKey): Promise<string | number | null> {
    if (copy === null) return null
    const [row] = await this.duck.rows<{ value: string | number }>(
      this.options,
      `SELECT ${identifier(copy.column)} AS value FROM ${this.scope.table(copy.table, run)} WHERE place = $1`,
      [place],
    )
    return row?.value ?? null
  }
}

const limited = (count: number, skip: number): string =>
  `LIMIT ${count}${skip === 0 ? '' : ` OFFSET ${skip}`}`

const selected = (columns: readonly string[], numbered: string): string =>
  [...columns.map(identifier), `${numbered} AS numbered`].join(', ')

/** The leading stretches that are read to their ends by whoever wants `count` rows. */
const wholeStretches = (stretches: readonly Stretch[], count: number): RunStretch[] => {
  const whole: RunStretch[] = []
  for (const stretch of stretches) {
    count -= stretch.count
    if (count < 0 || !isOfRun(stretch)) break
    whole.push(stretch)
  }
  return whole
}

const isOfRun = (stretch: Stretch): stretch is RunStretch => stretch.run !== null

/** Where a stretch lies: before (negative), after, or around the row of a key; no key is around everything. */
const compare = ({ position, run }: Pick<Stretch, 'position' | 'run'>, from: PlaceKey | null): number =>
  from === null ? 0 : position - from[0] || (run === null ? 0 : run - from[1])

const withinRuns = (
  { column, values }: Order,
  position: number,
  runs: readonly number[],
  parameters: Parameters,
): string => {
  const inRuns = `list_contains(${parameters.add(runs)}, run)`
  return column === null
    ? inRuns
    : `(${sortCondition(column, values[position] ?? null, parameters)} AND ${inRuns})`
}

const sortCondition = (column: string, value: string | null, parameters: Parameters): string =>
  value === null ? `${identifier(column)} IS NULL` : `${identifier(column)} = ${parameters.add(value)}`
