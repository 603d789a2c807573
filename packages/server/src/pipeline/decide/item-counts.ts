import {
  grantSetsOf,
  itemCounts,
  type GrantSets,
  type ItemCounts,
  type PrincipalGraph,
} from '@crosswalk/core'
import type { DuckDBConnection } from '@duckdb/node-api'
import { intColumns } from '../int-columns.js'

/**
 * Exact item counts of all principals, over the distinct combinations of policy set, owner, creator and
 * modifier: items are many, combinations few.
 */
export const countItems = async (
  connection: DuckDBConnection,
  graph: PrincipalGraph,
  policySets: GrantSets,
): Promise<ItemCounts> => {
  const [policySet, owner, createdBy, modifiedBy, items] = await intColumns(
    connection,
    'grant signatures',
    `SELECT policy_set::INTEGER, owner::INTEGER, created_by::INTEGER, modified_by::INTEGER, count(*)::INTEGER
     FROM items WHERE policy_set IS NOT NULL OR owner IS NOT NULL OR created_by IS NOT NULL OR modified_by IS NOT NULL
     GROUP BY ALL ORDER BY ALL`,
  )
  if (!policySet || !owner || !createdBy || !modifiedBy || !items)
    throw new Error('grant signatures gave no columns')
  return itemCounts(graph, grantSetsOf(policySets, { policySet, owner, createdBy, modifiedBy }), items)
}
