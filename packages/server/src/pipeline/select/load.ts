import {
  buildGraph,
  grantSetsOf,
  POLICIES,
  type GrantSets,
  type ItemGrants,
  type ItemPeople,
  type PrincipalGraph,
} from '@crosswalk/core'
import type { DuckDBConnection } from '@duckdb/node-api'
import { rows } from '../../warehouse/duck.js'
import { intColumns } from '../int-columns.js'
import { loadSignatures, SIGNATURE_OF_ITEM } from './signatures.js'

const column = (columns: readonly Int32Array[], index: number): Int32Array =>
  columns[index] ?? new Int32Array()

/** The source's principals and memberships as a graph. */
export const loadGraph = async (connection: DuckDBConnection): Promise<PrincipalGraph> => {
  const [sizes] = await rows<{ sources: number; accounts: number; unknown: number }>(
    connection,
    'graph sizes',
    `SELECT (SELECT count(*) FROM source_principals) AS sources,
       (SELECT count(*) FROM source_principals WHERE kind = 'account') AS accounts,
       (SELECT count(*) FROM unknown_principals) AS unknown`,
  )
  const { sources = 0, accounts = 0, unknown = 0 } = sizes ?? {}
  const edges = await intColumns(
    connection,
    'memberships',
    'SELECT member::INTEGER, "group"::INTEGER FROM memberships ORDER BY member, "group"',
  )
  return buildGraph({
    sources,
    unknown,
    groupStart: accounts,
    member: column(edges, 0),
    group: column(edges, 1),
  })
}

const policyCodeSql = `(list_position([${POLICIES.map((policy) => `'${policy}'`).join(', ')}], policy) - 1)::INTEGER`

export const loadGrantSets = async (connection: DuckDBConnection): Promise<GrantSets> => {
  const sizes = await intColumns(
    connection,
    'policy set sizes',
    'SELECT count(*)::INTEGER FROM policy_sets GROUP BY "set" ORDER BY "set"',
  )
  const entries = await intColumns(
    connection,
    'policy sets',
    `SELECT principal::INTEGER, ${policyCodeSql}, allow::INTEGER FROM policy_sets ORDER BY "set", ordinal`,
  )
  const size = column(sizes, 0)
  const offsets = new Int32Array(size.length + 1)
  size.forEach((entryCount, set) => (offsets[set + 1] = (offsets[set] ?? 0) + entryCount))
  return {
    offsets,
    principal: column(entries, 0),
    policy: Uint8Array.from(column(entries, 1)),
    allow: Uint8Array.from(column(entries, 2)),
  }
}

/**
 * What is granted on the content: the sets, and the items by row id. `condition` over `items i` says which are
 * in scope and, in a top-up, changed. With `people`, sets also hold owners, creators and modifiers.
 */
export const loadGrants = async (
  connection: DuckDBConnection,
  condition: string,
  people: boolean,
): Promise<LoadedGrants> => {
  const policySets = await loadGrantSets(connection)
  if (!people)
    return {
      sets: policySets,
      items: await loadItems(connection, 'i.policy_set', condition),
      people: await loadPeople(connection),
    }
  const { signatures } = await loadSignatures(connection)
  const none = new Int32Array()
  return {
    sets: grantSetsOf(policySets, signatures),
    items: await loadItems(connection, SIGNATURE_OF_ITEM, condition),
    people: { owner: none, createdBy: none, modifiedBy: none },
  }
}

/** `people` is empty where the sets hold owners, creators and modifiers. */
interface LoadedGrants {
  readonly sets: GrantSets
  readonly items: ItemGrants
  readonly people: ItemPeople
}

const loadPeople = async (connection: DuckDBConnection): Promise<ItemPeople> => {
  const columns = await intColumns(
    connection,
    'item people',
    'SELECT owner::INTEGER, created_by::INTEGER, modified_by::INTEGER FROM items ORDER BY row_id',
  )
  return { owner: column(columns, 0), createdBy: column(columns, 1), modifiedBy: column(columns, 2) }
}

const loadItems = async (
  connection: DuckDBConnection,
  set: string,
  condition: string,
): Promise<ItemGrants> => {
  const columns = await intColumns(
    connection,
    'item grants',
    `SELECT (${set})::INTEGER, (${condition})::INTEGER AS in_scope,
       (row_number() OVER (ORDER BY i.path) - 1)::INTEGER AS path_rank
     FROM items i ORDER BY i.row_id`,
  )
  return {
    set: column(columns, 0),
    inScope: Uint8Array.from(column(columns, 1)),
    pathRank: column(columns, 2),
  }
}
