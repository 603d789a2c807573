import type { Policy } from '@crosswalk/core'
import type { Ask } from './asking.js'
import type { OpenRun } from './run-tables.js'

/** What a policy says of a principal: one entry of it. */
export interface GrantEntry {
  access: 'ALLOW' | 'DENY'
  /** Rights as the policy names them; none where the kind of policy has no rights. */
  rights: string[]
  /** As read; null where the entry holds without condition. */
  restrictions: string | null
}

export interface StoredEntry {
  readonly set: number
  readonly principal: number
  readonly policy: Policy
  readonly entry: GrantEntry
}

/** An owner, creator or modifier of an item: no policy says more of it. */
export const PERSON_ENTRY: GrantEntry = { access: 'ALLOW', rights: [], restrictions: null }

/** The entries of some policy sets for some principals, in their order on the content. */
export const grantEntries = async (
  ask: Ask,
  run: OpenRun,
  sets: Iterable<number>,
  principals: ReadonlySet<number>,
): Promise<StoredEntry[]> => {
  const wanted = [...new Set(sets)]
  if (wanted.length === 0) return []
  const stored = await ask<{
    set: number
    principal: number
    policy: Policy
    allow: boolean
    rights: string | null
    restrictions: string | null
  }>(
    'grant entries',
    `SELECT "set", principal, policy, allow, rights, restrictions FROM ${run.table('policy_sets')}
     WHERE "set" IN (${wanted.join(', ')}) ORDER BY "set", ordinal`,
  )
  return stored
    .filter(({ principal }) => principals.has(principal))
    .map(({ set, principal, policy, allow, rights, restrictions }) => ({
      ...{ set, principal, policy },
      entry: { access: allow ? 'ALLOW' : 'DENY', rights: rights?.split(',') ?? [], restrictions },
    }))
}
