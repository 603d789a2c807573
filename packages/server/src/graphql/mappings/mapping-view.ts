import type { MappingRow } from '../../warehouse/rows.js'
import type { Context } from '../context.js'
import { mappingChange } from '../differences/row-changes.js'
import type { RowOrigin } from '../reports/report-row.js'
import type { MappingType } from './mapping.js'

/** A row as the API shows it; its evidence is worked out when asked for. */
export const mappingView = (context: Context, row: MappingRow, origin: RowOrigin): MappingType => ({
  ...row,
  ...origin,
  previous: () => mappingChange(context, row, origin, 'previous'),
  next: () => mappingChange(context, row, origin, 'next'),
  evidence: async () => {
    const evidence = await context.warehouse.explainMapping(row.runId, row.rowId, { signal: context.signal })
    if (evidence === null) throw new Error('A mapping without its source principal.')
    return evidence.steps
  },
  nearMisses: async () => {
    const { warehouse, signal } = context
    return (await warehouse.nearMisses(row.runId, row.rowId, { signal })).nearMisses
  },
})
