import type { ClauseInput, Report } from '@crosswalk/core'

import { filterOf } from '../warehouse/filter-input.js'
import type { ReportRows } from '../warehouse/rows.js'
import type { Context } from './context.js'
import { connection, type ConnectionOf } from './paging/connection.js'
import { ReportPageArgs } from './paging/page-args.js'
import { requireFinished } from './report-query.js'

/**
 * A page of a report of one finished run.
 * @throws Problem `RUN_NOT_FINISHED`, `REPORT_NOT_MADE`, `BAD_FILTER`, and those of the page.
 */
export async function reportPage<R extends Report>(
  { control, warehouse, signal }: Context,
  report: R,
  runId: string,
  args: ReportPageArgs,
  clauses: readonly ClauseInput[] | null | undefined,
): Promise<ConnectionOf<ReportRows[R]>> {
  requireFinished(await control.runs.get(runId))
  const filter = filterOf(report, clauses ?? [])
  const page = await warehouse.page(report, runId, { filter, ...ReportPageArgs.query(args) }, { signal })
  const total = async () => (await warehouse.count(runId, filter, { signal })).total
  return connection(page.edges, page, total)
}
