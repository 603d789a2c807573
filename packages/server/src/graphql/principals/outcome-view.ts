import type { OutcomeRow } from '../../warehouse/rows.js'
import type { Context } from '../context.js'
import { outcomeChange } from '../differences/row-changes.js'
import type { RowOrigin } from '../reports/report-row.js'
import type { PrincipalOutcome } from './principal-outcome.js'

/** A row as the API shows it; what explains it and what other runs say of it is worked out when asked for. */
export const outcomeView = (context: Context, row: OutcomeRow, origin: RowOrigin): PrincipalOutcome => ({
  ...row,
  ...origin,
  smallestCut: () => context.warehouse.explanations.smallestCut(row.runId, row.rowId, context),
  nearestPath: () => context.warehouse.explanations.nearestPath(row.runId, row.rowId, context),
  previous: () => outcomeChange(context, row, origin, 'previous'),
  next: () => outcomeChange(context, row, origin, 'next'),
})
