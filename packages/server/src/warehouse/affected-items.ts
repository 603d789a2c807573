import { encodeRowId, ItemFlag, type AffectedMode, type Policy } from '@crosswalk/core'
import type { Explainer } from '../explain/requests.js'
import type { Ask } from './asking.js'
import { grantEntries, PERSON_ENTRY, type GrantEntry } from './grant-entries.js'
import { listCursor, readListCursor } from './list-cursor.js'
import { pageSize, requireWindow, type Page, type PageQuery, type WindowQuery } from './page.js'
import { principalRefs, type PrincipalRef } from './principal-refs.js'
import type { OpenRun } from './run-tables.js'

/** One entry of a policy, or one role a person has, on an item. */
export interface AffectedGrant extends GrantEntry {
  policy: Policy
  /** The principal itself, or one of its groups. */
  principal: PrincipalRef
}

export interface AffectedItem {
  /** `itm_<run>_<row_id>`. */
  id: string
  path: string
  type: string | null
  modified: string | null
  /** No node was read at this path; only a policy names it. */
  implied: boolean
  /** At most `MOST_GRANTS`, in the order of the policies, then the item's people. */
  grants: AffectedGrant[]
  /** Grants beyond those. */
  moreGrants: number
}

export type AffectedQuery = Omit<PageQuery, 'filter' | 'sort'> & { mode: AffectedMode }
export type AffectedWindow = Pick<WindowQuery, 'at' | 'limit'> & { mode: AffectedMode }

/** A policy may have thousands of entries for the groups of one principal; a page stays a page. */
export const MOST_GRANTS = 50

interface StoredItem {
  row_id: number
  path: string
  type: string | null
  modified: string | null
  flags: number
  policy_set: number | null
  owner: number | null
  created_by: number | null
  modified_by: number | null
}

/**
 * A page of the items that have a grant for a principal, in path order. All pages together are as many as its
 * `items_direct`, or `items_effective`. Throws `BAD_CURSOR`, `BAD_REQUEST`, `PAGE_TOO_LARGE` and what explaining does.
 */
export const affectedPage = async (
  ask: Ask,
  explainer: Explainer,
  run: OpenRun,
  rowId: number,
  query: AffectedQuery,
): Promise<Page<AffectedItem>> => {
  const size = pageSize(query)
  const list = listOf(run, rowId, query.mode)
  const cursor = query.after ?? query.before
  const from = cursor === undefined ? null : readListCursor(cursor, list, 1)[0]!
  const forward = query.first !== undefined
  const { items, principals } = await explainer.ask(run.folder, {
    ...{ what: 'affected', principal: rowId, effective: query.mode === 'EFFECTIVE' },
    ...{ size: size + 1, from, forward },
  })
  const kept = items.slice(0, size)
  if (!forward) kept.reverse()
  const rows = await rowsOf(ask, run, kept, new Set(principals))
  const more = items.length > size
  return {
    edges: kept.map((item, at) => ({ cursor: listCursor(list, [item]), node: rows[at]! })),
    hasNextPage: forward ? more : from !== null,
    hasPreviousPage: forward ? from !== null : more,
  }
}

/**
 * The items from any place of the same list on, beyond its end none. Throws `BAD_REQUEST`, `PAGE_TOO_LARGE` and what
 * explaining does.
 */
export const affectedWindow = async (
  ask: Ask,
  explainer: Explainer,
  run: OpenRun,
  rowId: number,
  { mode, at, limit }: AffectedWindow,
): Promise<Page<AffectedItem>> => {
  requireWindow(at, limit)
  const { items, principals } = await explainer.ask(run.folder, {
    ...{ what: 'affectedAt', principal: rowId, effective: mode === 'EFFECTIVE' },
    ...{ size: limit + 1, from: at },
  })
  const list = listOf(run, rowId, mode)
  const rows = await rowsOf(ask, run, items.slice(0, limit), new Set(principals))
  return {
    edges: rows.map((node, place) => ({ cursor: listCursor(list, [items[place]!]), node })),
    hasNextPage: items.length > limit,
    hasPreviousPage: at > 0,
  }
}

const listOf = (run: OpenRun, rowId: number, mode: AffectedMode) => `${run.id} affected ${mode} ${rowId}`

const rowsOf = async (
  ask: Ask,
  run: OpenRun,
  items: readonly number[],
  principals: ReadonlySet<number>,
): Promise<AffectedItem[]> => {
  if (items.length === 0) return []
  const stored = await ask<StoredItem>(
    'affected items',
    `SELECT row_id, path, type, modified, flags, policy_set, owner, created_by, modified_by
     FROM ${run.table('items')} WHERE row_id IN (${items.join(', ')})`,
  )
  const byRow = new Map(stored.map((item) => [item.row_id, item]))
  const sets = stored.flatMap(({ policy_set }) => (policy_set === null ? [] : [policy_set]))
  const entries = await grantEntries(ask, run, sets, principals)
  const found = items.map((rowId) => {
    const item = byRow.get(rowId)
    if (item === undefined) throw new Error('The graph names an item that the run has not.')
    const said = entries.filter(({ set }) => set === item.policy_set)
    return { item, grants: [...said, ...peopleOf(item).filter(({ principal }) => principals.has(principal))] }
  })
  const shown = found.flatMap(({ grants }) => grants.slice(0, MOST_GRANTS))
  const refOf = await principalRefs(
    ask,
    run,
    shown.map(({ principal }) => principal),
  )
  return found.map(({ item, grants }) => ({
    id: encodeRowId('items', run.id, item.row_id),
    path: item.path,
    type: item.type,
    modified: item.modified,
    implied: (item.flags & ItemFlag.IMPLIED) !== 0,
    grants: grants
      .slice(0, MOST_GRANTS)
      .map(({ principal, policy, entry }) => ({ ...entry, policy, principal: refOf(principal) })),
    moreGrants: Math.max(0, grants.length - MOST_GRANTS),
  }))
}

const peopleOf = ({ owner, created_by, modified_by }: StoredItem) =>
  (
    [
      ['OWNER', owner],
      ['CREATED_BY', created_by],
      ['MODIFIED_BY', modified_by],
    ] as const
  ).flatMap(([policy, principal]) => (principal === null ? [] : [{ principal, policy, entry: PERSON_ENTRY }]))
