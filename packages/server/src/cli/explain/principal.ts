import type { ExplainedCut, ExplainedPath, ExplainedTrigger } from '../../warehouse/explained.js'
import { MAX_PAGE } from '../../warehouse/page.js'
import type { OutcomeRow } from '../../warehouse/rows.js'
import type { Warehouse } from '../../warehouse/warehouse.js'
import { JSON_ROWS } from '../report-json.js'
import { findRow, type Sought } from './find-row.js'
import { principalText } from './principal-text.js'

/** What is told of a principal: the grants that select it, what would deselect it, or how near it came. */
export interface PrincipalExplanation {
  row: OutcomeRow
  /** Fewest memberships first, then by item path; `total` counts those that are not listed as well. */
  triggers: ExplainedTrigger[]
  total: number
  cut: ExplainedCut | null
  nearest: ExplainedPath | null
}

/** @param limit the most triggers that are listed. */
export const explainPrincipal = async (
  warehouse: Warehouse,
  sought: Sought,
  json: boolean,
  limit: number,
): Promise<string> => {
  const { explanations } = warehouse
  const row = await findRow(warehouse, 'outcomes', sought)
  const found = {
    row,
    ...(await listTriggers(warehouse, sought.runId, row.rowId, limit)),
    cut: await explanations.smallestCut(sought.runId, row.rowId),
    nearest: await explanations.nearestPath(sought.runId, row.rowId),
  }
  return json ? JSON.stringify(jsonOf(found)) : principalText(found)
}

const listTriggers = async (warehouse: Warehouse, runId: string, rowId: number, limit: number) => {
  const triggers: ExplainedTrigger[] = []
  for (let after: string | undefined; ;) {
    const first = Math.min(MAX_PAGE, limit - triggers.length)
    const page = await warehouse.explanations.triggers(runId, rowId, { first, ...(after && { after }) })
    triggers.push(...page.edges.map(({ node }) => node))
    after = page.edges.at(-1)?.cursor
    if (!page.hasNextPage || triggers.length >= limit) return { triggers, total: page.total }
  }
}

const jsonOf = ({ row, triggers, total, cut, nearest }: PrincipalExplanation) => ({
  ...JSON_ROWS.outcomes(row),
  ...{ triggers, more_triggers: total - triggers.length, smallest_cut: cut, nearest_path: nearest },
})
