import { decodeRowId, type Report } from '@crosswalk/core'

import { Problem } from '../../problem.js'
import type { Context } from '../context.js'
import { requireFinished } from '../report-query.js'
import { originOf, type RowOrigin } from '../reports/report-row.js'

/** A row of a finished run. */
export interface RowAt {
  readonly runId: string
  readonly rowId: number
  readonly origin: RowOrigin
}

/**
 * The row of a finished run that an id names; a principal has the same number in both reports.
 * @throws Problem `NOT_FOUND` or `RUN_NOT_FINISHED`
 */
export async function rowAt(context: Context, id: string, ...reports: Report[]): Promise<RowAt> {
  const at = decodeRowId(id)
  const run = at !== null && reports.includes(at.report) ? await context.control.runs.find(at.runId) : null
  if (at === null || run === null) throw new Problem('NOT_FOUND', 'There is no row of that id.')
  requireFinished(run)
  return { ...at, origin: originOf(run, await context.control.jobs.get(run.jobId)) }
}

export const principalAt = (context: Context, id: string): Promise<RowAt> =>
  rowAt(context, id, 'outcomes', 'mappings')

/** @throws Problem `BAD_REQUEST` where two rows are of different runs. */
export function requireSameRun(one: RowAt, other: RowAt): void {
  if (one.runId !== other.runId) throw new Problem('BAD_REQUEST', 'The ids are of different runs.')
}
