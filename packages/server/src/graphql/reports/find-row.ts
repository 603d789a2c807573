import { decodeRowId, type Report } from '@crosswalk/core'

import type { Run } from '../../control/entities/run.js'
import type { ReportRows } from '../../warehouse/rows.js'
import type { Context } from '../context.js'
import { requireFinished } from '../report-query.js'
import { originOf, type RowOrigin } from './report-row.js'

/**
 * The row of that id with its run and where it is from; null where there is none.
 *
 * @throws Problem `RUN_NOT_FINISHED`
 */
export async function findRow<R extends Report>(
  { control, warehouse, signal }: Context,
  report: R,
  id: string,
): Promise<{ row: ReportRows[R]; run: Run; origin: RowOrigin } | null> {
  const at = decodeRowId(id)
  if (at?.report !== report) return null
  const run = await control.runs.find(at.runId)
  if (run === null) return null
  requireFinished(run)
  const row = await warehouse.row(report, at.runId, at.rowId, { signal })
  return row && { row, run, origin: originOf(run, await control.jobs.get(run.jobId)) }
}
