import { NONE, type PrincipalGraph } from '../principals/graph.js'
import { IntRows } from '../principals/int-rows.js'

/** Bits of `user_report.flags` (reference/aem.md A2). Stored in run folders; never renumber. */
export const UserNote = {
  /** The user is itself on an ACL or CUG policy of the content. */
  NOTE_A: 1,
  /** The user is a direct member of a built-in group. */
  NOTE_B: 2,
  /** The user is a direct or indirect member of a migrated local group. */
  NOTE_C: 4,
} as const
export type UserNoteName = keyof typeof UserNote

/** What each note says to a person. */
export const USER_NOTES: Readonly<Record<UserNoteName, string>> = {
  NOTE_A:
    'The user is itself on an ACL or CUG policy. It is not migrated, so put it into a group that is on the policy.',
  NOTE_B:
    'The user is a direct member of a built-in group. Built-in groups are not migrated; put a migrated group into it.',
  NOTE_C:
    'The user is a member of a migrated local group, which the identity provider does not manage; add it there by hand.',
}

/** What a group is to the user report; bits of one byte a principal. */
export const GroupRole = {
  /** Migrated and managed by the identity provider: it is on users' lists. */
  LISTED: 1,
  /** Migrated and local. */
  LOCAL: 2,
  BUILT_IN: 4,
} as const

/** At most so many groups are listed for one user: nested groups could otherwise fill a disk. */
export const USER_GROUPS_LISTED = 1000

/** Accounts with the groups that matter to them: row `i` says that `group[i]` has `role[i]` for `account[i]`. */
export interface UserGroups {
  readonly account: Int32Array
  readonly group: Int32Array
  /** `GroupRole`, one bit. */
  readonly role: Int32Array
  /** Accounts whose list ends at `USER_GROUPS_LISTED`. */
  readonly cut: number
}

/**
 * The groups each account is in, directly or through others, flattened: listed ones and local ones at any depth,
 * built-in ones where it is a direct member. By account, nearest groups first.
 */
export const userGroupsOf = (
  graph: PrincipalGraph,
  roles: Uint8Array,
  limit = USER_GROUPS_LISTED,
): UserGroups => {
  const { count, groupStart, member, group, userEdges, parentOffsets } = graph
  const seen = new Int32Array(count - groupStart).fill(NONE)
  const queue = new Int32Array(count - groupStart)
  const found = new IntRows(3)
  let cut = 0
  for (let first = 0; first < userEdges;) {
    const account = member[first]!
    let tail = 0
    let listed = 0
    const enter = (g: number): void => {
      if (seen[g - groupStart] === account) return
      seen[g - groupStart] = account
      queue[tail++] = g
    }
    for (; first < userEdges && member[first] === account; first++) {
      const g = group[first]!
      if ((roles[g]! & GroupRole.BUILT_IN) !== 0) found.push(account, g, GroupRole.BUILT_IN)
      enter(g)
    }
    for (let head = 0; head < tail && listed <= limit; head++) {
      const g = queue[head]!
      if ((roles[g]! & GroupRole.LOCAL) !== 0) found.push(account, g, GroupRole.LOCAL)
      if ((roles[g]! & GroupRole.LISTED) !== 0 && ++listed <= limit) found.push(account, g, GroupRole.LISTED)
      for (let e = parentOffsets[g - groupStart]!; e < parentOffsets[g - groupStart + 1]!; e++)
        enter(group[e]!)
    }
    if (listed > limit) cut++
  }
  const [accounts, groups, held] = found.columns as [Int32Array, Int32Array, Int32Array]
  return { account: accounts, group: groups, role: held, cut }
}
