import type {
  FindingCode,
  MappingFlagName,
  MappingReason,
  MemberSide,
  Outcome,
  OutcomeFlagName,
  OutcomeReason,
  Phase,
  Policy,
  PrincipalKind,
  QualityIssueCode,
  ReconciliationStatus,
  Relation,
  Resolution,
  Severity,
  UserNoteName,
} from '@crosswalk/core'

/** An identity as the platform gives it; every part may be absent. */
export interface Identity {
  id: string | null
  username: string | null
  name: string | null
  caption: string | null
}

/** One row of the user mappings report. */
export interface MappingRow {
  /** `map_<run>_<row_id>`. */
  id: string
  /** The run it is of. */
  runId: string
  rowId: number
  kind: PrincipalKind
  source: Identity
  /** Null where the row is unresolved. */
  destination: Identity | null
  resolution: Resolution
  reason: MappingReason | null
  /** The reason in a sentence. */
  message: string | null
  flags: MappingFlagName[]
  domain: string | null
  /** Distinct items with a direct grant. */
  itemsDirect: number
  /** The same, through groups as well. */
  itemsEffective: number
}

/** A unique field whose value a principal on the target holds already. */
export interface Conflict {
  field: string
  sourceValue: string
  targetPrincipal: string
}

/** One row of the principal migration report. */
export interface OutcomeRow {
  /** `out_<run>_<row_id>`. */
  id: string
  /** The run it is of. */
  runId: string
  rowId: number
  /** Null for a principal that only policies name. */
  kind: PrincipalKind | null
  authorizableId: string | null
  principalName: string | null
  name: string | null
  caption: string | null
  path: string | null
  outcome: Outcome
  relation: Relation | null
  reason: OutcomeReason | null
  message: string | null
  conflicts: Conflict[]
  triggerPath: string | null
  triggerPolicy: Policy | null
  /** Name of the principal on the content that selected this one; null where it is itself on the content. */
  triggerPrincipal: string | null
  triggerCount: number
  resolution: Resolution | null
  flags: OutcomeFlagName[]
  itemsDirect: number
  itemsEffective: number
}

/** One thing met in an input. */
export interface FindingRow {
  /** `fnd_<run>_<row_id>`. */
  id: string
  /** The run it is of. */
  runId: string
  rowId: number
  phase: Phase
  severity: Severity
  code: FindingCode
  message: string
  file: string | null
  line: number | null
  path: string | null
}

/** A piece of content. */
export interface ItemRow {
  /** `itm_<run>_<row_id>`. */
  id: string
  /** The run it is of. */
  runId: string
  rowId: number
  path: string
  type: string | null
  /** ISO 8601 as stored. */
  modified: string | null
  owner: string | null
  createdBy: string | null
  modifiedBy: string | null
  /** No node was read at this path; only a policy names it. */
  implied: boolean
}

/** One source principal that an issue of the source quality report concerns. */
export interface QualityRow {
  /** `qua_<run>_<row_id>`. */
  id: string
  /** The run it is of. */
  runId: string
  rowId: number
  code: QualityIssueCode
  /** The issue in a sentence. */
  message: string
  /** The normalised value that is shared or wrong; null where something is missing. */
  value: string | null
  /** What the source writes there. */
  written: string | null
  /** How many principals share the value. */
  sharedBy: number
  /** `row_id` of the principal in the user mappings report, and the id of that row. */
  principal: number
  mappingId: string
  kind: PrincipalKind
  source: Identity
}

/** One user of the user report. */
export interface UserReportRow {
  /** `usr_<run>_<row_id>`. */
  id: string
  runId: string
  rowId: number
  /** The source principal: its `row_id`, and the id of its row of the principal migration report. */
  principal: number
  outcomeId: string
  authorizableId: string | null
  principalName: string | null
  caption: string | null
  email: string | null
  /** Comma-separated names of migrated groups, direct or indirect. */
  groups: string | null
  groupCount: number
  notes: UserNoteName[]
  /** The groups that notes B and C refer to. */
  noteGroups: string | null
}

/** One group of the bulk group file. */
export interface BulkGroupRow {
  /** `bgr_<run>_<row_id>`. */
  id: string
  runId: string
  rowId: number
  principal: number
  outcomeId: string
  name: string
  description: string | null
}

/** One user of the bulk user file. */
export interface BulkUserRow {
  /** `bus_<run>_<row_id>`. */
  id: string
  runId: string
  rowId: number
  principal: number
  outcomeId: string
  email: string
  groups: string | null
}

/** A group's identity on one side of the reconciliation. */
export type GroupIdentity = Omit<Identity, 'username'>

/** One group of the reconciliation. */
export interface ReconciliationRow {
  /** `rec_<run>_<row_id>`. */
  id: string
  runId: string
  rowId: number
  status: ReconciliationStatus
  name: string | null
  /** Null where that side has no such group. */
  source: GroupIdentity | null
  destination: GroupIdentity | null
  /** Accounts in the group after mapping; null where members were not compared. */
  membersBoth: number | null
  membersSource: number | null
  membersDestination: number | null
}

/** One member that a single side of a reconciled group has. */
export interface ReconciliationMemberRow {
  /** `rcm_<run>_<row_id>`. */
  id: string
  runId: string
  rowId: number
  /** `row_id` of the group in the reconciliation, and its id. */
  group: number
  groupId: string
  groupName: string | null
  side: MemberSide
  member: Identity
  /** The destination a source member is mapped to; null where it is unmapped. */
  mappedTo: string | null
}

export interface ReportRows {
  mappings: MappingRow
  outcomes: OutcomeRow
  findings: FindingRow
  items: ItemRow
  source_quality: QualityRow
  user_report: UserReportRow
  bulk_groups: BulkGroupRow
  bulk_users: BulkUserRow
  reconciliation: ReconciliationRow
  reconciliation_members: ReconciliationMemberRow
}
