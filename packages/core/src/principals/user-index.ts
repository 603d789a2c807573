import type { PrincipalGraph } from './graph.js'

/**
 * The memberships of accounts, indexed both ways: the groups of account `u` are
 * `graph.group[groupOffsets[u] … groupOffsets[u + 1])`, the accounts in group `g` are
 * `accounts[accountOffsets[g - groupStart] … accountOffsets[g - groupStart + 1])`.
 * Only explanations and widened closures pay for it; the closure proper never does.
 */
export interface UserIndex {
  readonly groupOffsets: Int32Array
  readonly accountOffsets: Int32Array
  readonly accounts: Int32Array
}

export const indexUsers = ({ count, groupStart, member, group, userEdges }: PrincipalGraph): UserIndex => {
  const groupOffsets = new Int32Array(groupStart + 1)
  const accountOffsets = new Int32Array(count - groupStart + 1)
  for (let e = 0; e < userEdges; e++) {
    groupOffsets[member[e]! + 1]!++
    accountOffsets[group[e]! - groupStart + 1]!++
  }
  for (let u = 0; u < groupStart; u++) groupOffsets[u + 1]! += groupOffsets[u]!
  for (let g = 0; g < count - groupStart; g++) accountOffsets[g + 1]! += accountOffsets[g]!
  const next = accountOffsets.slice()
  const accounts = new Int32Array(userEdges)
  for (let e = 0; e < userEdges; e++) accounts[next[group[e]! - groupStart]!++] = member[e]!
  return { groupOffsets, accountOffsets, accounts }
}

/** Calls `visit` with every group that `p` is directly in. */
export const eachGroup = (
  graph: PrincipalGraph,
  index: UserIndex,
  p: number,
  visit: (group: number) => void,
): void => {
  const account = p < graph.groupStart
  const offsets = account ? index.groupOffsets : graph.parentOffsets
  const at = account ? p : p - graph.groupStart
  for (let e = offsets[at]!; e < offsets[at + 1]!; e++) visit(graph.group[e]!)
}

/** Calls `visit` with every direct member of `p`: accounts, then groups. */
export const eachMember = (
  graph: PrincipalGraph,
  index: UserIndex,
  p: number,
  visit: (member: number) => void,
): void => {
  const g = p - graph.groupStart
  if (g < 0) return
  for (let e = index.accountOffsets[g]!; e < index.accountOffsets[g + 1]!; e++) visit(index.accounts[e]!)
  for (let e = graph.childOffsets[g]!; e < graph.childOffsets[g + 1]!; e++) visit(graph.children[e]!)
}
