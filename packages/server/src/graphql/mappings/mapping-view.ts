import type { MappingRow } from '../../warehouse/rows.js'
import type { Context } from '../context.js'
import type { MappingType } from './mapping.js'

/** A row as the API shows it; its evidence is worked out when asked for. */
export const mappingView = (
  { warehouse, signal }: Pick<Context, 'warehouse' | 'signal'>,
  runId: string,
  row: MappingRow,
): MappingType => {
  return {
    ...row,
    evidence: async () => {
      const evidence = await warehouse.explainMapping(runId, row.rowId, { signal })
      if (evidence === null) throw new Error('A mapping without its source principal.')
      return evidence.steps
    },
    nearMisses: async () => (await warehouse.nearMisses(runId, row.rowId, { signal })).nearMisses,
  }
}
