import { NONE, type PrincipalGraph } from '../principals/graph.js'
import { IntRows } from '../principals/int-rows.js'
import { indexUsers, type UserIndex } from '../principals/user-index.js'

/** Where a group stands after the migration, by its name (seed 001: "the two sets of groups must be reconciled"). */
export const RECONCILIATION_STATUSES = ['IN_BOTH', 'ONLY_MIGRATED', 'ONLY_DESTINATION'] as const
export type ReconciliationStatus = (typeof RECONCILIATION_STATUSES)[number]

/** Which side alone has a member of a group that is in both. */
export const MEMBER_SIDES = ['SOURCE_ONLY', 'DESTINATION_ONLY'] as const
export type MemberSide = (typeof MEMBER_SIDES)[number]

export interface ReconcileInput {
  readonly source: PrincipalGraph
  readonly destination: PrincipalGraph
  /** The groups in both: `sourceGroup[i]` of the source beside `destinationGroup[i]` of the destination. */
  readonly sourceGroup: Int32Array
  readonly destinationGroup: Int32Array
  /** The destination row each source principal is mapped to, else `NONE`. */
  readonly mapped: Int32Array
  /** Principals looked at in all, after which groups are left uncompared: nested groups multiply. */
  readonly budget?: number
}

/** The members of each pair of groups set side by side; arrays `both` … `compared` are by pair. */
export interface Reconciled {
  readonly both: Int32Array
  readonly sourceOnly: Int32Array
  readonly destinationOnly: Int32Array
  /** 0 where the budget was used up before. */
  readonly compared: Uint8Array
  /** One row a member that one side has alone: the pair, the place in `MEMBER_SIDES`, the principal there. */
  readonly members: { readonly pair: Int32Array; readonly side: Int32Array; readonly principal: Int32Array }
}

const BUDGET = 50_000_000

/**
 * Compares the accounts in each pair of groups, directly or through groups, since the destination's groups may be
 * flat where the source's are nested. A source member is on the destination if the account it is mapped to is.
 */
export const reconcileMembers = ({ budget = BUDGET, ...input }: ReconcileInput): Reconciled => {
  const { source, destination, sourceGroup, destinationGroup, mapped } = input
  const pairs = sourceGroup.length
  const [there, here] = [new Members(destination), new Members(source)]
  const matched = new Int32Array(destination.groupStart).fill(NONE)
  const both = new Int32Array(pairs)
  const sourceOnly = new Int32Array(pairs)
  const destinationOnly = new Int32Array(pairs)
  const compared = new Uint8Array(pairs)
  const members = new IntRows(3)
  for (let pair = 0; pair < pairs; pair++) {
    const theirs = there.of(destinationGroup[pair]!)
    const ours = here.of(sourceGroup[pair]!)
    budget -= there.looked + here.looked
    if (budget < 0) break
    compared[pair] = 1
    for (const account of ours) {
      const target = mapped[account]!
      if (target !== NONE && there.has(target)) matched[target] = pair
      else {
        sourceOnly[pair]!++
        members.push(pair, MEMBER_SIDES.indexOf('SOURCE_ONLY'), account)
      }
    }
    for (const account of theirs) {
      if (matched[account] === pair) both[pair]!++
      else {
        destinationOnly[pair]!++
        members.push(pair, MEMBER_SIDES.indexOf('DESTINATION_ONLY'), account)
      }
    }
  }
  const [ofPair, side, principal] = members.columns as [Int32Array, Int32Array, Int32Array]
  return { both, sourceOnly, destinationOnly, compared, members: { pair: ofPair, side, principal } }
}

/** The accounts in one group after another, each group visited once. */
class Members {
  private readonly index: UserIndex
  private readonly stamp: Int32Array
  private visit = 0
  /** How many principals the last visit met. */
  looked = 0

  constructor(private readonly graph: PrincipalGraph) {
    this.index = indexUsers(graph)
    this.stamp = new Int32Array(graph.count)
  }

  /** The accounts in `group`, directly or through groups, in order. */
  of(group: number): Int32Array {
    const { groupStart, childOffsets, children } = this.graph
    const { accountOffsets, accounts } = this.index
    this.visit++
    this.stamp[group] = this.visit
    const groups = [group]
    const found: number[] = []
    this.looked = 1
    for (let g = groups.pop(); g !== undefined; g = groups.pop()) {
      const at = g - groupStart
      for (let e = accountOffsets[at]!; e < accountOffsets[at + 1]!; e++)
        if (this.#enter(accounts[e]!)) found.push(accounts[e]!)
      for (let e = childOffsets[at]!; e < childOffsets[at + 1]!; e++)
        if (this.#enter(children[e]!)) groups.push(children[e]!)
    }
    return Int32Array.from(found).sort()
  }

  /** Whether the last group visited has this account. */
  has(account: number): boolean {
    return this.stamp[account] === this.visit
  }

  #enter(principal: number): boolean {
    if (this.stamp[principal] === this.visit) return false
    this.stamp[principal] = this.visit
    this.looked++
    return true
  }
}
