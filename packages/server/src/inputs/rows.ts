import type { Finding, Policy, Principal } from '@crosswalk/core'

/** Which side a row belongs to: the source, the destination directory, or the target repository. */
export type Side = 'source' | 'destination' | 'target'

/** Where a row was read. `file` is the input as the job names it; inside an archive `a.zip!jcr_root/…`. */
export interface Origin {
  file: string
  /** 1-based line, where the format has lines. */
  line: number | null
}

export interface PrincipalRow extends Principal {
  /** Said by a configuration, not read from a node: a node of the same id is the same principal and counts. */
  declared?: boolean
  origin: Origin
}

/** What a membership refers to its ends by. `any` tries id, principal name, username, name, then caption. */
export type ReferenceKind = 'uuid' | 'id' | 'principal' | 'path' | 'any'

export interface MembershipRow {
  memberBy: ReferenceKind
  member: string
  groupBy: ReferenceKind
  group: string
  /** A group that exists only as a name (`rep:externalPrincipalNames`) is made a principal of its own. */
  createGroup: boolean
  origin: Origin
}

export interface ItemRow {
  path: string
  /** JCR primary type, or `file`/`folder` where the platform has no types. */
  type: string | null
  /** ISO 8601 as stored, e.g. the value of `cq:lastModified`. */
  modified: string | null
  /** 32 hex digits over the node's properties, file content and policies; null where only a policy names it. */
  contentHash: string | null
  owner: string | null
  createdBy: string | null
  modifiedBy: string | null
  flags: number
  origin: Origin
}

/** One entry of a policy on the item at `path`. `ordinal` counts within (path, policy), from 0. */
export interface EntryRow {
  path: string
  policy: Policy
  ordinal: number
  /** `rep:principalName` as written. */
  principal: string
  allow: boolean
  /** Comma-separated privilege names, as written; null where the policy has none (CUG). */
  rights: string | null
  /** `name=value` pairs joined by `;`, sorted by name; null where there are none. */
  restrictions: string | null
  /** Stands beside what other files say of the path, and replaces nothing. */
  added?: boolean
  origin: Origin
}

/**
 * What every row reader writes to. Calls are cheap and buffered; `flush` resolves when all rows are stored.
 * A reader that gets ahead awaits the promise a call returns.
 */
export interface RowSink {
  principal(row: PrincipalRow): void | Promise<void>
  membership(row: MembershipRow): void | Promise<void>
  item(row: ItemRow): void | Promise<void>
  entry(row: EntryRow): void | Promise<void>
  finding(finding: Omit<Finding, 'phase'>): void | Promise<void>
}

/** Counted while reading; printed in the run's summary and checked against the documented figures. */
export interface ReadCounts {
  users: number
  groups: number
  systemUsers: number
  memberships: number
  acls: number
  aclEntries: number
  denyEntries: number
  cugPolicies: number
  principalPolicies: number
  principalEntries: number
  items: number
}

export const noCounts = (): ReadCounts => ({
  users: 0,
  groups: 0,
  systemUsers: 0,
  memberships: 0,
  acls: 0,
  aclEntries: 0,
  denyEntries: 0,
  cugPolicies: 0,
  principalPolicies: 0,
  principalEntries: 0,
  items: 0,
})
