import type { Filter, PlaceKey } from '@crosswalk/core'
import type { Cubes } from './cubes.js'
import type { Duck, Row, StatementOptions } from './duck.js'
import { countBy } from './facets.js'
import { orderOf, planPage, planWindow } from './page.js'
import type { Order, Page, PagePlan, PageQuery, WindowQuery } from './page.js'
import type { Rank, Ranks, Seat } from './rank.js'
import { PageReader, isMerged } from './read-page.js'
import type { KeyedRow, Stretch } from './read-page.js'
import { ROW_SHAPES } from './report-rows.js'
import type { RowCounts } from './row-counts.js'
import type { Scope } from './scope.js'

/** A page of stored rows, with the place of each row's run. */
export type StoredPage = Page<{ run: number; row: Row }>

/** A window's rows, and how many rows there are in all. */
export type StoredWindow = StoredPage & { total: number }

/** Pages and windows of a report, over one run or several. */
export class ReportPages {
  constructor(
    private readonly duck: Duck,
    private readonly cubes: Cubes,
    private readonly ranks: Ranks,
    private readonly counts: RowCounts,
  ) {}

  async page(scope: Scope, query: PageQuery, options: StatementOptions): Promise<StoredPage> {
    const plan = planPage(scope, query)
    const found = await this.#read(scope, plan, { from: plan.from, skip: 0 }, options)
    const more = found.length > plan.size
    const behind = plan.from !== null
    const rows = found.slice(0, plan.size)
    return plan.forward
      ? { edges: edgesOf(plan, rows), hasNextPage: more, hasPreviousPage: behind }
      : { edges: edgesOf(plan, rows.reverse()), hasNextPage: behind, hasPreviousPage: more }
  }

  async window(scope: Scope, query: WindowQuery, options: StatementOptions): Promise<StoredWindow> {
    const plan = planWindow(scope, query)
    const { filter, order, size } = plan
    const rank = await this.rank(scope, filter, order, options)
    const { total } = rank
    const before = Math.min(query.at, total)
    if (before === total) return { edges: [], hasNextPage: false, hasPreviousPage: total > 0, total }
    const rows = (await this.#read(scope, plan, rank.seek(before), options)).slice(0, size)
    const hasNextPage = before + rows.length < total
    return { edges: edgesOf(plan, rows), hasNextPage, hasPreviousPage: before > 0, total }
  }

  async rank(scope: Scope, filter: Filter, order: Order, options: StatementOptions): Promise<Rank> {
    const counts = await this.counts.of(scope, filter.report, options)
    return this.ranks.get(scope, filter, order, counts, options.signal)
  }

  /** The key of the row at a place; null beyond the end. */
  async locate(
    scope: Scope,
    { filter, sort }: { filter: Filter; sort?: string },
    at: number,
    options: StatementOptions,
  ): Promise<PlaceKey | null> {
    const order = orderOf(filter.report, sort)
    const rank = await this.rank(scope, filter, order, options)
    if (at >= rank.total) return null
    const reading = { filter, order, forward: true, ...rank.seek(at), count: 1, columns: [] }
    const [row] = await this.#rows(scope, reading, options)
    return row?.key ?? null
  }

  #read(scope: Scope, { filter, order, forward, size }: PagePlan, seat: Seat, options: StatementOptions) {
    const { columns } = ROW_SHAPES[filter.report]
    return this.#rows(scope, { filter, order, forward, ...seat, count: size + 1, columns }, options)
  }

  async #rows(
    scope: Scope,
    reading: Parameters<PageReader['read']>[0],
    options: StatementOptions,
  ): Promise<KeyedRow[]> {
    const counts = await this.counts.of(scope, reading.filter.report, options)
    const reader = new PageReader(this.duck, options, scope, counts)
    return reader.read(reading, await this.#stretches(scope, reading, options))
  }

  /** The stretches of the order that have rows under the filter. */
  async #stretches(
    scope: Scope,
    { filter, order }: { filter: Filter; order: Order },
    options: StatementOptions,
  ): Promise<Stretch[]> {
    if (isMerged(scope, order)) return [{ position: 0, run: null, count: Infinity }]
    if (scope.single && order.column === null) return [{ position: 0, run: 0, count: Infinity }]
    const counted = await this.cubes.using(
      scope,
      filter,
      (cube) => countBy(this.duck, options, order.column, cube),
      options.signal,
    )
    const positions = new Map(order.values.map((value, position) => [value, position]))
    return counted
      .flatMap(({ value, run, count }) => {
        const position = positions.get(value)
        return position === undefined || count === 0 ? [] : [{ position, run, count }]
      })
      .sort((a, b) => a.position - b.position || a.run - b.run)
  }
}

const edgesOf = (plan: PagePlan, rows: readonly KeyedRow[]): StoredPage['edges'] =>
  rows.map(({ key, row }) => ({ cursor: plan.cursorOf(key), node: { run: key[1], row } }))
