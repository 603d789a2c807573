import type { MappingRow } from '../../warehouse/rows.js'
import type { Context } from '../context.js'
import type { RowOrigin } from '../reports/report-row.js'
import type { MappingType } from './mapping.js'

/** A row as the API shows it; its evidence is worked out when asked for. */
export const mappingView = (
  { warehouse, signal }: Pick<Context, 'warehouse' | 'signal'>,
  row: MappingRow,
  origin: RowOrigin,
): MappingType => ({
  ...row,
  ...origin,
  evidence: async () => {
    const evidence = await warehouse.explainMapping(row.runId, row.rowId, { signal })
    if (evidence === null) throw new Error('A mapping without its source principal.')
    return evidence.steps
  },
  nearMisses: async () => (await warehouse.nearMisses(row.runId, row.rowId, { signal })).nearMisses,
})
