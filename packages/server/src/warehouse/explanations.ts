import { POLICIES, type Policy, type TriggerKey } from '@crosswalk/core'
import type { BroughtSlice, Explainer } from '../explain/requests.js'
import { Problem } from '../problem.js'
import {
  affectedPage,
  affectedWindow,
  type AffectedItem,
  type AffectedQuery,
  type AffectedWindow,
} from './affected-items.js'
import { askWith, type Ask } from './asking.js'
import type { Duck, StatementOptions } from './duck.js'
import type { BroughtPrincipal, ExplainedCut, ExplainedPath, ExplainedTrigger } from './explained.js'
import { showCut, showPath, showTriggers } from './explained-rows.js'
import { identifier } from './duck.js'
import { listCursor, readListCursor } from './list-cursor.js'
import { pageSize, type Page } from './page.js'
import { ROW_SHAPES } from './report-rows.js'
import type { OpenRun, RunTables } from './run-tables.js'
import { Scope } from './scope.js'

/** The next rows of a list that is read forward only. */
export interface NextQuery {
  first: number
  after?: string
}

/** A page with the number of all rows. */
export interface CountedPage<R> extends Page<R> {
  total: number
}

export interface BroughtPage extends CountedPage<BroughtPrincipal> {
  /** How many of them nothing else selects. */
  totalOnlyByThis: number
}

/**
 * Why finished runs select whom they select. Principals and items are named by row id. Everything throws
 * `NOT_FOUND`, `RUN_NOT_FINISHED`, and what an `Explainer` throws; pages `BAD_CURSOR`, `BAD_REQUEST` and
 * `PAGE_TOO_LARGE` too.
 */
export class Explanations {
  constructor(
    private readonly duck: Duck,
    private readonly runs: RunTables,
    private readonly explainer: Explainer,
    private readonly statement: (name: string, request: { signal?: AbortSignal }) => StatementOptions,
  ) {}

  /** All grants that select a principal: fewest memberships first, then by item path. */
  triggers(
    runId: string,
    principal: number,
    query: NextQuery,
    request: { signal?: AbortSignal } = {},
  ): Promise<CountedPage<ExplainedTrigger>> {
    return this.#using(runId, request, async (run, ask) => {
      const { list, key } = placeOf(run, `triggers ${principal}`, 4, query)
      const size = pageSize(query)
      const after = key as unknown as TriggerKey | null
      const page = await this.explainer.ask(run.folder, { what: 'triggers', principal, size, after })
      const shown = await showTriggers(ask, run, page.triggers)
      return {
        edges: shown.map((node, at) => ({
          cursor: listCursor(list, page.triggers[at]!.key),
          node,
        })),
        hasNextPage: page.hasNext,
        hasPreviousPage: key !== null,
        total: page.total,
      }
    })
  }

  /** Null where content does not select the principal. */
  smallestCut(
    runId: string,
    principal: number,
    request: { signal?: AbortSignal } = {},
  ): Promise<ExplainedCut | null> {
    return this.#using(runId, request, async (run, ask) => {
      const cut = await this.explainer.ask(run.folder, { what: 'cut', principal })
      return cut && showCut(ask, run, cut)
    })
  }

  /**
   * The path by which a principal would most nearly have been migrated, with all that stands in the way; null where
   * it is migrated, or no policy names a principal related to it.
   */
  nearestPath(
    runId: string,
    principal: number,
    request: { signal?: AbortSignal } = {},
  ): Promise<ExplainedPath | null> {
    return this.#using(runId, request, async (run, ask) => {
      const nearest = await this.explainer.ask(run.folder, { what: 'nearest', principal })
      return nearest && showPath(ask, run, principal, nearest)
    })
  }

  /** Whom one grant selects, nearest first. @throws Problem `NOT_FOUND` where there is no such grant. */
  broughtByGrant(
    runId: string,
    grant: { item: number; policy: Policy; principal: number },
    query: NextQuery,
    request: { signal?: AbortSignal } = {},
  ): Promise<BroughtPage> {
    const policy = POLICIES.indexOf(grant.policy)
    return this.#brought(
      runId,
      `grant ${grant.item} ${policy} ${grant.principal}`,
      query,
      request,
      (run, slice) => this.explainer.ask(run.folder, { what: 'grant', ...grant, policy, ...slice }),
    )
  }

  /** Who comes by way of one membership, nearest first. @throws Problem `NOT_FOUND` where there is no such one. */
  broughtByMembership(
    runId: string,
    membership: { member: number; group: number },
    query: NextQuery,
    request: { signal?: AbortSignal } = {},
  ): Promise<BroughtPage> {
    const { member, group } = membership
    return this.#brought(runId, `membership ${member} ${group}`, query, request, (run, slice) =>
      this.explainer.ask(run.folder, { what: 'membership', member, group, ...slice }),
    )
  }

  /** The items that have a grant for a principal, in path order. */
  affectedItems(
    runId: string,
    principal: number,
    query: AffectedQuery,
    request: { signal?: AbortSignal } = {},
  ): Promise<Page<AffectedItem>> {
    return this.#using(runId, request, (run, ask) => affectedPage(ask, this.explainer, run, principal, query))
  }

  /** The same from any place on. */
  affectedItemsAt(
    runId: string,
    principal: number,
    window: AffectedWindow,
    request: { signal?: AbortSignal } = {},
  ): Promise<Page<AffectedItem>> {
    return this.#using(runId, request, (run, ask) =>
      affectedWindow(ask, this.explainer, run, principal, window),
    )
  }

  close(): Promise<void> {
    return this.explainer.close()
  }

  #brought(
    runId: string,
    what: string,
    query: NextQuery,
    request: { signal?: AbortSignal },
    slice: (run: OpenRun, slice: { size: number; from: number }) => Promise<BroughtSlice | null>,
  ): Promise<BroughtPage> {
    return this.#using(runId, request, async (run, ask) => {
      const { list, key } = placeOf(run, what, 1, query)
      const from = key === null ? 0 : key[0]! + 1
      const found = await slice(run, { size: pageSize(query), from })
      if (found === null) throw new Problem('NOT_FOUND', 'The run has no such grant or membership.')
      const rows = await outcomesOf(ask, run, found.principals)
      return {
        edges: rows.map((outcome, at) => ({
          cursor: listCursor(list, [from + at]),
          node: { outcome, distance: found.distance[at]!, onlyByThis: found.alone[at] === 1 },
        })),
        hasNextPage: from + rows.length < found.total,
        hasPreviousPage: key !== null,
        ...{ total: found.total, totalOnlyByThis: found.totalAlone },
      }
    })
  }

  #using<T>(
    runId: string,
    request: { signal?: AbortSignal },
    use: (run: OpenRun, ask: Ask) => Promise<T>,
  ): Promise<T> {
    return this.runs.using(runId, (run) => use(run, askWith(this.duck, this.statement('explain', request))))
  }
}

const placeOf = (run: OpenRun, what: string, keys: number, { after }: NextQuery) => {
  const list = `${run.id} ${what}`
  return { list, key: after === undefined ? null : readListCursor(after, list, keys) }
}

const outcomesOf = async (ask: Ask, run: OpenRun, rowIds: Int32Array) => {
  if (rowIds.length === 0) return []
  const shape = ROW_SHAPES.outcomes
  const stored = await ask(
    'principals brought',
    `SELECT ${shape.columns.map(identifier).join(', ')} FROM ${new Scope([run]).table('outcomes')}
     WHERE row_id IN (${rowIds.join(', ')})`,
  )
  const byRow = new Map(stored.map((row) => [row.row_id as number, shape.row(run.id, row)]))
  return [...rowIds].map((rowId) => {
    const row = byRow.get(rowId)
    if (row === undefined) throw new Error('The graph names a principal that the report has not.')
    return row
  })
}
