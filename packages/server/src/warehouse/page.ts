import {
  DEFAULT_SORT,
  decodeCursor,
  encodeCursor,
  fieldOf,
  filterHash,
  sortValues,
  sortedCopy,
  sortsOf,
} from '@crosswalk/core'
import type { Filter, PlaceKey, Report, SortedCopy } from '@crosswalk/core'
import { Problem } from '../problem.js'
import type { Scope } from './scope.js'

/** A page of a report: forward with `first` (`after`), or backward with `last` (`before`). */
export interface PageQuery {
  filter: Filter
  /** One of the orders the report offers (`sortsOf`); `DEFAULT` is `row_id` order. */
  sort?: string
  first?: number
  after?: string
  last?: number
  before?: string
  /** The moment the runs were the latest of their jobs; cursors keep it. */
  asOf?: string | null
}

/** The rows at a place of the filtered, sorted result, counted from 0. */
export interface WindowQuery {
  filter: Filter
  sort?: string
  at: number
  limit: number
  asOf?: string | null
}

export interface Page<R> {
  /** In the report's order, whichever way the page was asked for. */
  edges: { cursor: string; node: R }[]
  hasNextPage: boolean
  hasPreviousPage: boolean
}

export const MAX_PAGE = 1000

/** The order of the rows a plan reads. */
export interface Order {
  sort: string
  /** The values it walks, null for absent, and their column; `[null]` and null where it walks none. */
  values: readonly (string | null)[]
  column: string | null
  /** The sorted copy it is read from, if any. */
  copy: SortedCopy | null
}

/** A page request, checked: how many rows, which way, from which key. */
export interface PagePlan {
  filter: Filter
  order: Order
  forward: boolean
  size: number
  /** The row the page starts beyond; null for the report's end. */
  from: PlaceKey | null
  cursorOf(key: PlaceKey): string
}

const refuse = (message: string): never => {
  throw new Problem('BAD_REQUEST', message)
}

const requireSize = (size: number): number => {
  if (!Number.isSafeInteger(size) || size < 0) refuse('The page size must be a whole number, 0 or more.')
  if (size > MAX_PAGE)
    throw new Problem('PAGE_TOO_LARGE', `A page has at most ${MAX_PAGE} rows; page on instead.`)
  return size
}

/** Throws `BAD_REQUEST` or `PAGE_TOO_LARGE`. */
export const requireWindow = (at: number, limit: number): void => {
  if (!Number.isSafeInteger(at) || at < 0) refuse('The place must be a whole number, 0 or more.')
  requireSize(limit)
}

/** The rows a page request asks for. Throws `BAD_REQUEST` or `PAGE_TOO_LARGE`. */
export const pageSize = ({ first, after, last, before }: Omit<PageQuery, 'filter'>): number => {
  if ((first === undefined) === (last === undefined)) refuse('Give either first or last.')
  if (first === undefined ? after !== undefined : before !== undefined)
    refuse('after goes with first, before goes with last.')
  return requireSize(first ?? last ?? 0)
}

/** Throws `BAD_REQUEST` where the report does not offer it. */
export const orderOf = (report: Report, sort: string = DEFAULT_SORT): Order => {
  if (!sortsOf(report).includes(sort))
    refuse(`The rows can be in the order ${sortsOf(report).join(', ')} only.`)
  const values = sortValues(report, sort)
  return {
    sort,
    values: values ?? [null],
    column: values ? (fieldOf(report, sort)?.column ?? null) : null,
    copy: sortedCopy(report, sort),
  }
}

type Asked = Pick<PageQuery, 'filter' | 'sort' | 'asOf'>

const planOf = ({ key, runs }: Scope, { filter, sort, asOf = null }: Asked, cursor: string | undefined) => {
  const order = orderOf(filter.report, sort)
  const place = { runs: key, sort: order.sort, filterHash: filterHash(filter) }
  const start = cursor === undefined ? null : decodeCursor(cursor, place)
  const from = start?.key ?? null
  if (start && (from === null || from[0] >= order.values.length || from[1] >= runs.length))
    throw new Problem('BAD_CURSOR', start.reason ?? 'The cursor belongs to another order.')
  return { filter, order, from, cursorOf: (at: PlaceKey) => encodeCursor({ ...place, asOf, key: at }) }
}

/** Checks a page request. Throws `BAD_REQUEST`, `PAGE_TOO_LARGE` or `BAD_CURSOR`. */
export const planPage = (scope: Scope, query: PageQuery): PagePlan => {
  const size = pageSize(query)
  return {
    ...planOf(scope, query, query.after ?? query.before),
    forward: query.first !== undefined,
    size,
  }
}

/** Checks a request for a window. Throws `BAD_REQUEST` or `PAGE_TOO_LARGE`. */
export const planWindow = (scope: Scope, query: WindowQuery): PagePlan => {
  requireWindow(query.at, query.limit)
  return { ...planOf(scope, query, undefined), forward: true, size: query.limit }
}
