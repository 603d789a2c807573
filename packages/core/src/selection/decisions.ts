/**
 * What the sources leave open, decided and named: a job may turn each of these.
 * With every decision at its default the closure is the design's; `expandEveryone` alone departs from the
 * letter of seed 001, which makes no exception for it.
 */
export const DECISIONS = {
  /** ACL entries of the content select. Off, only the other policies do. */
  aclSeeds: true,
  /** CUG policies of the content select. Off is the product's first version, which knew ACLs only. */
  cugSeeds: true,
  /** A deny entry refers to its principal as much as an allow entry does. */
  denyCounts: true,
  /** The owners of items select. */
  ownersSeed: false,
  /** The creators of items (`jcr:createdBy`) select. */
  creatorsSeed: false,
  /** The last modifiers of items select. */
  modifiersSeed: false,
  /** Principal policies that take effect on the content select. */
  principalPoliciesSeed: false,
  /** `everyone` is a group whose members are all principals, and expands as one. Off, it is never expanded. */
  expandEveryone: false,
  /** A built-in group pulls its members like any other group. */
  builtInPullsMembers: true,
  /** A user or group that came as a member brings the groups it is in. */
  ancestorsOfDescendants: false,
  /** A group that came because a member is on the content brings its other members. */
  descendantsOfAncestors: false,
  /** Only under `aem-groups-only`: the member groups of a built-in group on the content come. */
  builtInMemberGroups: false,
} as const satisfies Readonly<Record<string, boolean>>

export type DecisionName = keyof typeof DECISIONS
export type Decisions = Readonly<Record<DecisionName, boolean>>
export const DECISION_NAMES = Object.keys(DECISIONS) as readonly DecisionName[]
