import {
  DEFAULT_SORT,
  decodeCursor,
  encodeCursor,
  fieldOf,
  filterHash,
  sortValues,
  sortsOf,
} from '@crosswalk/core'
import type { Filter } from '@crosswalk/core'
import { Problem } from '../problem.js'

/** A page of a report: forward with `first` (`after`), or backward with `last` (`before`). */
export interface PageQuery {
  filter: Filter
  /** One of the orders the report offers (`sortsOf`); `DEFAULT` is `row_id` order. */
  sort?: string
  first?: number
  after?: string
  last?: number
  before?: string
}

export interface Page<R> {
  /** In the report's order, whichever way the page was asked for. */
  edges: { cursor: string; node: R }[]
  hasNextPage: boolean
  hasPreviousPage: boolean
}

export const MAX_PAGE = 1000

/** A page request, checked: how many rows, which way, from which key. */
export interface PagePlan {
  filter: Filter
  sort: string
  /** The column whose values the order walks; null for the default order. */
  column: string | null
  /** Those values in order, null for absent; `[null]` stands for the one walk of the default order. */
  values: readonly (string | null)[]
  forward: boolean
  size: number
  /** `[position in values, row_id]` of the row the page starts beyond; null for the report's end. */
  from: { position: number; rowId: number } | null
  cursorOf(position: number, rowId: number): string
}

const refuse = (message: string): never => {
  throw new Problem('BAD_REQUEST', message)
}

const sizeOf = ({ first, after, last, before }: PageQuery): number => {
  if ((first === undefined) === (last === undefined)) refuse('Give either first or last.')
  if (first === undefined ? after !== undefined : before !== undefined)
    refuse('after goes with first, before goes with last.')
  const size = first ?? last ?? 0
  if (!Number.isSafeInteger(size) || size < 0) refuse('The page size must be a whole number, 0 or more.')
  if (size > MAX_PAGE)
    throw new Problem('PAGE_TOO_LARGE', `A page has at most ${MAX_PAGE} rows; page on instead.`)
  return size
}

/** Checks a page request. Throws `BAD_REQUEST`, `PAGE_TOO_LARGE` or `BAD_CURSOR`. */
export const planPage = (runId: string, query: PageQuery): PagePlan => {
  const { filter, sort = DEFAULT_SORT } = query
  const size = sizeOf(query)
  if (!sortsOf(filter.report).includes(sort))
    refuse(`The rows can be in the order ${sortsOf(filter.report).join(', ')} only.`)
  const values = sortValues(filter.report, sort)
  const place = { runs: [runId], sort, filterHash: filterHash(filter) }
  const cursor = query.after ?? query.before
  const start = cursor === undefined ? undefined : decodeCursor(cursor, place)
  const [position, rowId] = values ? [start?.key?.[0], start?.key?.[1]] : [0, start?.key?.[0]]
  const fits =
    start?.key?.length === (values ? 2 : 1) && position !== undefined && position < (values?.length ?? 1)
  if (start && !fits) throw new Problem('BAD_CURSOR', start.reason ?? 'The cursor belongs to another order.')
  return {
    filter,
    sort,
    column: values ? (fieldOf(filter.report, sort)?.column ?? null) : null,
    values: values ?? [null],
    forward: query.first !== undefined,
    size,
    from: start && position !== undefined && rowId !== undefined ? { position, rowId } : null,
    cursorOf: (at, id) => encodeCursor({ ...place, key: values ? [at, id] : [id] }),
  }
}
