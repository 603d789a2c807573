import { NONE } from '../principals/graph.js'
import { POLICIES, type Policy } from './policy.js'
import type { Decisions } from './decisions.js'

/**
 * Distinct sets of grants, which items share: set `s` holds the entries `offsets[s] … offsets[s + 1])` in
 * their order on the content. Entries of one principal may repeat (allow and deny, several restrictions).
 */
export interface GrantSets {
  readonly offsets: Int32Array
  readonly principal: Int32Array
  /** Index into `POLICIES`. */
  readonly policy: Uint8Array
  /** 1 allow, 0 deny. */
  readonly allow: Uint8Array
}

/** The items by row id. */
export interface ItemGrants {
  /** Grant set of each item, `NONE` (-1) where nothing is granted. */
  readonly set: Int32Array
  /** 1 where a policy on the item counts, see `isContentInScope`. */
  readonly inScope: Uint8Array
  /** Place of each item's path among all paths in UTF-8 byte order, from 0. */
  readonly pathRank: Int32Array
}

/** Distinct combinations of what is granted on items; `NONE` (-1) where a combination has no such part. */
export interface Signatures {
  readonly policySet: Int32Array
  readonly owner: Int32Array
  readonly createdBy: Int32Array
  readonly modifiedBy: Int32Array
}

export const policyCode = (policy: Policy): number => POLICIES.indexOf(policy)

/** One grant set for each signature: the entries of its policy set, then owner, creator and modifier. */
export const grantSetsOf = (policySets: GrantSets, signatures: Signatures): GrantSets => {
  const { policySet } = signatures
  const columns = [
    { code: policyCode('OWNER'), ids: signatures.owner },
    { code: policyCode('CREATED_BY'), ids: signatures.createdBy },
    { code: policyCode('MODIFIED_BY'), ids: signatures.modifiedBy },
  ]
  const offsets = new Int32Array(policySet.length + 1)
  for (let s = 0; s < policySet.length; s++) {
    const set = policySet[s]!
    let size = set === NONE ? 0 : policySets.offsets[set + 1]! - policySets.offsets[set]!
    for (const { ids } of columns) if (ids[s] !== NONE) size++
    offsets[s + 1] = offsets[s]! + size
  }
  const size = offsets[policySet.length]!
  const principal = new Int32Array(size)
  const policy = new Uint8Array(size)
  const allow = new Uint8Array(size)
  for (let s = 0; s < policySet.length; s++) {
    let at = offsets[s]!
    const set = policySet[s]!
    if (set !== NONE) {
      for (let e = policySets.offsets[set]!; e < policySets.offsets[set + 1]!; e++, at++) {
        principal[at] = policySets.principal[e]!
        policy[at] = policySets.policy[e]!
        allow[at] = policySets.allow[e]!
      }
    }
    for (const { code, ids } of columns) {
      if (ids[s] === NONE) continue
      principal[at] = ids[s]!
      policy[at] = code
      allow[at++] = 1
    }
  }
  return { offsets, principal, policy, allow }
}

/**
 * The items in scope of each grant set: their number, and of them the first by path with its `pathRank`.
 * `first` is `NONE` where there is none. All that selection needs of the items, and one `GROUP BY` in SQL:
 * `count(*)`, `arg_min(row_id, rank)`, `min(rank)` by set over the items in scope.
 */
export interface ScopedSets {
  readonly items: Int32Array
  readonly first: Int32Array
  readonly rank: Int32Array
}

export const scopedSets = ({ set, inScope, pathRank }: ItemGrants, sets: number): ScopedSets => {
  const items = new Int32Array(sets)
  const first = new Int32Array(sets).fill(NONE)
  const rank = new Int32Array(sets).fill(0x7fffffff)
  for (let i = 0; i < set.length; i++) {
    const s = set[i]!
    if (s === NONE || inScope[i] === 0) continue
    items[s]!++
    if (pathRank[i]! >= rank[s]!) continue
    rank[s] = pathRank[i]!
    first[s] = i
  }
  return { items, first, rank }
}

/** For each policy code, 1 where an allow entry selects its principal, 2 where a deny entry does. */
export const selectingPolicies = (decisions: Decisions): Uint8Array => {
  const on: Readonly<Record<Policy, boolean>> = {
    ACL: decisions.aclSeeds,
    CUG: decisions.cugSeeds,
    OWNER: decisions.ownersSeed,
    CREATED_BY: decisions.creatorsSeed,
    MODIFIED_BY: decisions.modifiersSeed,
    PRINCIPAL_POLICY: decisions.principalPoliciesSeed,
  }
  return Uint8Array.from(POLICIES, (policy) => (on[policy] ? (decisions.denyCounts ? 3 : 1) : 0))
}

/** Whether entry `e` selects its principal, given `selectingPolicies`. */
export const entrySelects = (sets: GrantSets, e: number, selecting: Uint8Array): boolean =>
  (selecting[sets.policy[e]!]! & (sets.allow[e] === 0 ? 2 : 1)) !== 0
