import { grantSetsOf, itemCounts, type ItemCounts, type PrincipalGraph } from '@crosswalk/core'
import type { DuckDBConnection } from '@duckdb/node-api'
import { loadGrantSets } from '../select/load.js'
import { loadSignatures } from '../select/signatures.js'

/** Exact numbers of distinct items of every principal, over the distinct combinations of grants. */
export const countItems = async (
  connection: DuckDBConnection,
  graph: PrincipalGraph,
): Promise<ItemCounts> => {
  const policySets = await loadGrantSets(connection)
  const { signatures, items } = await loadSignatures(connection)
  return itemCounts(graph, grantSetsOf(policySets, signatures), items)
}
