import { JSON_ROWS } from '../report-json.js'
import type { Warehouse } from '../../warehouse/warehouse.js'
import { findRow, type Sought } from './find-row.js'
import { mappingText } from './mapping-text.js'

/** Why a source identity is mapped as it is: every rule tried, in order, and who almost matched. */
export const explainMapping = async (
  warehouse: Warehouse,
  sought: Sought,
  json: boolean,
): Promise<string> => {
  const row = await findRow(warehouse, 'mappings', sought)
  const evidence = await warehouse.explainMapping(sought.runId, row.rowId)
  if (evidence === null) throw new Error('A mapping without its source principal.')
  const near = await warehouse.nearMisses(sought.runId, row.rowId)
  return json
    ? JSON.stringify({
        ...JSON_ROWS.mappings(row),
        evidence: evidence.steps,
        near_misses: near.nearMisses,
        more_near_misses: near.more,
      })
    : mappingText(row, evidence.steps, near)
}
