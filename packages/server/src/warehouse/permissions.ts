import type { Duck, StatementOptions } from './duck.js'
import { ITEM_PEOPLE, peopleRows } from './item-people.js'
import type { OpenRun } from './run-tables.js'
import { SharedWork } from './shared-work.js'

/** One grant on one item: an entry of its policies, or a role a person has on it. */
export interface PermissionRow {
  runId: string
  path: string
  type: string | null
  /** `ACL`, `CUG`, `PRINCIPAL_POLICY`, `OWNER`, `CREATED_BY` or `MODIFIED_BY`. */
  policy: string
  /** Its place among the entries of the item's policies; 0 for a role. */
  ordinal: number
  allow: boolean
  rights: string | null
  kind: string | null
  id: string | null
  username: string | null
  name: string | null
  caption: string | null
}

/** Items a block; a window looks at no more than the blocks it lies in. */
const BLOCK = 4096

interface Rank {
  /** Grants before each block. */
  before: Float64Array
  total: number
}

/** Every grant of a run, by item, then in the order of its policies, then its owner, creator and modifier. */
export class Permissions {
  readonly #ranks = new SharedWork<Rank>({ limit: 16 << 20, weigh: ({ before }) => before.byteLength + 200 })

  constructor(private readonly duck: Duck) {}

  async count(run: OpenRun, options: StatementOptions): Promise<number> {
    return this.#using(run, options, ({ total }) => total)
  }

  /** The grants from a place on; fewer than `limit` at the end only. */
  async window(run: OpenRun, at: number, limit: number, options: StatementOptions): Promise<PermissionRow[]> {
    return this.#using(run, options, async ({ before, total }) => {
      if (at >= total || limit === 0) return []
      const first = blockOf(before, at)
      const last = blockOf(before, Math.min(total, at + limit) - 1)
      const rows = await this.duck.rows<Omit<PermissionRow, 'runId'>>(options, windowSql(run), [
        ...[first * BLOCK, (last + 1) * BLOCK],
        ...[limit, at - (before[first] ?? 0)],
      ])
      return rows.map((row) => ({ runId: run.id, ...row }))
    })
  }

  #using<T>(run: OpenRun, options: StatementOptions, use: (rank: Rank) => T | Promise<T>): Promise<T> {
    const work = (signal: AbortSignal) => this.#rank(run, { ...options, signal })
    return this.#ranks.using(run.id, work, use, options.signal)
  }

  async #rank(run: OpenRun, options: StatementOptions): Promise<Rank> {
    const roles = Object.values(ITEM_PEOPLE).map((column) => `(${column} IS NOT NULL)::BIGINT`)
    const counted = await this.duck.rows<{ block: number; grants: number }>(
      options,
      `WITH sizes AS (SELECT set, count(*) AS entries FROM ${run.table('policy_sets')} GROUP BY set)
       SELECT row_id // ${BLOCK} AS block, sum(coalesce(entries, 0) + ${roles.join(' + ')})::BIGINT AS grants
       FROM ${run.table('items')} LEFT JOIN sizes ON set = policy_set GROUP BY block ORDER BY block`,
    )
    const before = new Float64Array((counted.at(-1)?.block ?? -1) + 1)
    let total = 0
    for (const { block, grants } of counted) {
      before[block] = total
      total += grants
    }
    return { before, total }
  }
}

/** The last block that begins at or before a place. */
const blockOf = (before: Float64Array, at: number): number => {
  let [low, high] = [0, before.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((before[middle] ?? Infinity) <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}

const windowSql = (run: OpenRun): string => `
  WITH within AS (SELECT * FROM ${run.table('items')} WHERE row_id >= $1 AND row_id < $2),
  entries AS (
    SELECT within.row_id AS item, 0 AS part, e.ordinal, e.policy, e.principal, e.allow, e.rights, e.restrictions
    FROM within JOIN ${run.table('policy_sets')} e ON e.set = within.policy_set
    UNION ALL ${peopleRows('within', 'row_id AS item', (column) => `${column} IS NOT NULL`)}),
  page AS (FROM entries ORDER BY item, part, ordinal LIMIT $3 OFFSET $4)
  SELECT within.path, within.type, policy, ordinal, allow, rights, o.kind, coalesce(o.id, o.principal_name) AS id,
    s.username, coalesce(s.name, o.name) AS name, o.caption
  FROM page JOIN within ON within.row_id = page.item
  LEFT JOIN ${run.table('outcomes')} o ON o.row_id = page.principal
  LEFT JOIN ${run.table('source_principals')} s ON s.row_id = page.principal
  ORDER BY page.item, page.part, page.ordinal`
