import type { ObstacleCode, OutcomeReason, PathStep, Policy } from '@crosswalk/core'
import type { GrantEntry } from './grant-entries.js'
import type { OutcomeRow } from './rows.js'
import type { PrincipalRef } from './principal-refs.js'

/** A piece of content as explanations name it. */
export interface ItemRef {
  /** `itm_<run>_<row_id>`. */
  id: string
  path: string
}

export interface ExplainedStep {
  principal: PrincipalRef
  /** How it came from the step before: on the content, as a group of it, or as a member of it. */
  as: PathStep['as']
}

/** Item → policy → principal → groups: a grant that selects a principal, and the way from there to it. */
export interface ExplainedTrigger {
  item: ItemRef
  policy: Policy
  /** What the policy says of the principal on the content. */
  entries: GrantEntry[]
  /** The principal on the content first; it alone where that is the one explained. */
  path: ExplainedStep[]
}

/** Why a near path is none: something on the way, or what the outcome says of the principal. */
export interface ExplainedObstacle {
  code: ObstacleCode | OutcomeReason
  message: string
  /** The principal that brings nobody, or is not migrated; null where the item or its policy is the obstacle. */
  principal: PrincipalRef | null
}

export interface ExplainedPath extends ExplainedTrigger {
  obstacles: ExplainedObstacle[]
}

/** A membership to end. */
export interface CutMembership {
  member: PrincipalRef
  group: PrincipalRef
}

/** All grants of a principal on the content, to be taken away. */
export interface CutGrants {
  principal: PrincipalRef
  count: number
}

/** The smallest set of grants and memberships without which a principal is not selected. */
export interface ExplainedCut {
  /** Grants and memberships together. */
  size: number
  /** Whether no smaller set will do. */
  proven: boolean
  /** Principals that are no longer selected then, itself among them. */
  deselected: number
  /** At most `MOST_CUT` of each; `more` counts the rest of both. */
  grants: CutGrants[]
  memberships: CutMembership[]
  more: number
}

/** A principal that a grant or a membership brings. */
export interface BroughtPrincipal {
  outcome: OutcomeRow
  /** Memberships on the way to it. */
  distance: number
  /** Nothing else selects it. */
  onlyByThis: boolean
}
