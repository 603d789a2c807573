import type { Filter, Report } from '@crosswalk/core'

import type { Page } from '../../warehouse/page.js'
import type { ReportCount } from '../../warehouse/facets.js'
import type { ReportRows } from '../../warehouse/rows.js'
import type { Context } from '../context.js'
import { once, type Lazy } from '../lazy.js'
import { connection } from '../paging/connection.js'
import { ReportPageArgs, requireSize } from '../paging/page-args.js'
import { facetViews } from './facet.js'
import type { ReportConnectionOf } from './report-connection.js'
import { originOf, type RowOrigin } from './report-row.js'
import type { ResolvedScope } from './resolve-scope.js'
import type { WindowArgs } from './run-scope.js'

export interface ReportQuery<R extends Report> {
  readonly report: R
  readonly scope: ResolvedScope
  readonly filter: Filter
  readonly sort: string | undefined
}

const NOTHING = { edges: [], hasNextPage: false, hasPreviousPage: false, total: 0 }
const NONE: ReportCount = { total: 0, accounts: 0, groups: 0 }

const idsOf = ({ scope }: Pick<ReportQuery<Report>, 'scope'>): string[] => scope.runs.map(({ id }) => id)

/** A page of the report over all runs of the scope; nothing where the scope has none. */
export async function readPage<R extends Report>(
  { warehouse, signal }: Context,
  query: ReportQuery<R>,
  args: ReportPageArgs,
): Promise<Page<ReportRows[R]>> {
  const { report, filter, sort, scope } = query
  const asked = { filter, sort, asOf: scope.asOf, ...ReportPageArgs.query(args) }
  return scope.runs.length === 0 ? NOTHING : warehouse.page(report, idsOf(query), asked, { signal })
}

/** The same at any place of the result. */
export async function readWindow<R extends Report>(
  { warehouse, signal }: Context,
  query: ReportQuery<R>,
  { at, limit }: WindowArgs,
): Promise<Page<ReportRows[R]>> {
  const { report, filter, sort, scope } = query
  const asked = { filter, sort, asOf: scope.asOf, at, limit: requireSize(limit) }
  return scope.runs.length === 0 ? NOTHING : warehouse.window(report, idsOf(query), asked, { signal })
}

/** How many rows the filter has, counted once when first asked for. */
export const countsOf = <R extends Report>({ warehouse, signal }: Context, query: ReportQuery<R>) =>
  once(() =>
    query.scope.runs.length === 0
      ? Promise.resolve(NONE)
      : warehouse.count(idsOf(query), query.filter, { signal }),
  )

/** Rows as a connection, each shown with the job it is of; totals and facets are worked out when asked for. */
export function reportConnection<R extends Report, Shown>(
  context: Context,
  query: ReportQuery<R>,
  page: Page<ReportRows[R]>,
  show: (row: ReportRows[R], origin: RowOrigin) => Shown,
  counts: Lazy<ReportCount> = countsOf(context, query),
): ReportConnectionOf<Shown> {
  const { warehouse, signal } = context
  const { report, scope, filter } = query
  const origins = new Map(scope.runs.map((run) => [run.id, originOf(run, scope.jobs.get(run.jobId))]))
  const edges = page.edges.map(({ cursor, node }) => {
    const origin = origins.get(node.runId)
    if (origin === undefined) throw new Error('A row of a run that was not asked for.')
    return { cursor, node: show(node, origin) }
  })
  const facets = async () => {
    const counted = scope.runs.length === 0 ? [] : await warehouse.facets(idsOf(query), filter, { signal })
    return facetViews(report, counted, (jobId) => scope.jobs.get(jobId)?.name)
  }
  return {
    ...connection(edges, page, async () => (await counts()).total),
    ...{ runIds: idsOf(query), asOf: scope.asOf, facets: once(facets) },
  }
}

/** A row whose columns are what the API shows. */
export const plainRow = <Row extends object>(row: Row, origin: RowOrigin): Row & RowOrigin => ({
  ...row,
  ...origin,
})
