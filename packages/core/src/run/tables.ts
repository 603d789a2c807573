/** Version of the tables below; `manifest.json` carries it and the warehouse presents old versions as the current one. */
export const SCHEMA_VERSION = 2

export type ColumnType = 'BIGINT' | 'INTEGER' | 'UINTEGER' | 'UBIGINT' | 'BOOLEAN' | 'VARCHAR'
export type Columns = Readonly<Record<string, ColumnType>>

/** As read, with the hashed match keys: UBIGINT, the low 64 bits of the MD5 of the folded key, null where the key is absent. */
const principals = {
  row_id: 'BIGINT',
  kind: 'VARCHAR',
  id: 'VARCHAR',
  username: 'VARCHAR',
  name: 'VARCHAR',
  caption: 'VARCHAR',
  email: 'VARCHAR',
  principal_name: 'VARCHAR',
  uuid: 'VARCHAR',
  path: 'VARCHAR',
  external_id: 'VARCHAR',
  origin_file: 'VARCHAR',
  origin_line: 'BIGINT',
  flags: 'UINTEGER',
  k_email: 'UBIGINT',
  k_id: 'UBIGINT',
  k_username: 'UBIGINT',
  k_name: 'UBIGINT',
  k_caption: 'UBIGINT',
  k_local: 'UBIGINT',
  k_name_sorted: 'UBIGINT',
} as const satisfies Columns

/**
 * A row of the user mappings report as its page shows and filters it. What the destination has as the source has it is
 * stored once: bit 1 of `destination_same` says so of the id (2: username, 4: name, 8: caption), whose `destination_*`
 * is then NULL.
 */
const mapping = {
  row_id: 'BIGINT',
  kind: 'VARCHAR',
  source_id: 'VARCHAR',
  source_username: 'VARCHAR',
  source_name: 'VARCHAR',
  source_caption: 'VARCHAR',
  destination_id: 'VARCHAR',
  destination_username: 'VARCHAR',
  destination_name: 'VARCHAR',
  destination_caption: 'VARCHAR',
  destination_same: 'UINTEGER',
  resolution: 'VARCHAR',
  reason: 'VARCHAR',
  flags: 'UINTEGER',
  domain: 'VARCHAR',
  items_direct: 'BIGINT',
  items_effective: 'BIGINT',
  search_text: 'VARCHAR',
} as const satisfies Columns

/**
 * The tables of a run folder, one Parquet file each (`<name>.parquet`, zstd), rows in `row_id` order.
 * `row_id` is the row's number in the file, from 0. A source principal has the same `row_id` in every table
 * and in the graph; unknown principals (named by a policy only) follow the source principals, by name.
 * Absent is NULL, never `''`.
 */
export const RUN_TABLES = {
  source_principals: principals,
  destination_principals: principals,
  target_principals: principals,
  /** Names that policies refer to and the source does not have. `row_id` continues that of `source_principals`. */
  unknown_principals: { row_id: 'BIGINT', principal_name: 'VARCHAR' },
  memberships: { member: 'BIGINT', group: 'BIGINT' },
  /** Of the destination directory: `row_id`s of `destination_principals`. */
  destination_memberships: { member: 'BIGINT', group: 'BIGINT' },
  items: {
    row_id: 'BIGINT',
    path: 'VARCHAR',
    type: 'VARCHAR',
    modified: 'VARCHAR',
    content_hash: 'VARCHAR',
    policy_set: 'BIGINT',
    owner: 'BIGINT',
    created_by: 'BIGINT',
    modified_by: 'BIGINT',
    owner_name: 'VARCHAR',
    created_by_name: 'VARCHAR',
    modified_by_name: 'VARCHAR',
    flags: 'UINTEGER',
  },
  policy_sets: {
    set: 'BIGINT',
    ordinal: 'INTEGER',
    policy: 'VARCHAR',
    principal: 'BIGINT',
    allow: 'BOOLEAN',
    rights: 'VARCHAR',
    restrictions: 'VARCHAR',
  },
  exceptions: {
    row_id: 'BIGINT',
    source_row: 'BIGINT',
    dest_row: 'BIGINT',
    kind: 'VARCHAR',
    source_id: 'VARCHAR',
    source_username: 'VARCHAR',
    source_name: 'VARCHAR',
    source_caption: 'VARCHAR',
    destination_id: 'VARCHAR',
    destination_username: 'VARCHAR',
    destination_name: 'VARCHAR',
    destination_caption: 'VARCHAR',
    origin_file: 'VARCHAR',
    origin_line: 'BIGINT',
  },
  /** One row per principal that an issue of `QUALITY_ISSUES` concerns, by code, value and principal. */
  source_quality: {
    row_id: 'BIGINT',
    code: 'VARCHAR',
    /** The normalised value that is shared or wrong, the destination's name for MANY_TO_ONE; NULL where something is missing. */
    value: 'VARCHAR',
    /** What the source writes there, as it stands; NULL for MANY_TO_ONE. */
    written: 'VARCHAR',
    /** The source principal's `row_id`. */
    principal: 'BIGINT',
    /** How many principals share the value; 1 for an issue of one alone. */
    shared_by: 'BIGINT',
    kind: 'VARCHAR',
    source_id: 'VARCHAR',
    source_username: 'VARCHAR',
    source_name: 'VARCHAR',
    source_caption: 'VARCHAR',
    search_text: 'VARCHAR',
  },
  mappings: { ...mapping, dest_row: 'BIGINT' },
  /** The same rows by the folded name of the destination, without one last (U+10FFFF); `place` numbers them from 0. */
  'mappings.by_destination': { place: 'BIGINT', sort_key: 'VARCHAR', ...mapping },
  /** The same rows by `items_direct`, most first. */
  'mappings.by_items': { place: 'BIGINT', ...mapping },
  /** Source principals, then unknown principals (`kind` is NULL for those). */
  outcomes: {
    row_id: 'BIGINT',
    kind: 'VARCHAR',
    id: 'VARCHAR',
    principal_name: 'VARCHAR',
    name: 'VARCHAR',
    caption: 'VARCHAR',
    path: 'VARCHAR',
    outcome: 'VARCHAR',
    relation: 'VARCHAR',
    reason: 'VARCHAR',
    /** Comma-separated names of the target fields in conflict, in the order of UNIQUE_FIELDS. */
    conflict_fields: 'VARCHAR',
    /** The value both hold, JSON array in the order of `conflict_fields`; `conflict_target` names the target's principals. */
    conflict_source: 'VARCHAR',
    conflict_target: 'VARCHAR',
    trigger_item: 'BIGINT',
    trigger_path: 'VARCHAR',
    trigger_policy: 'VARCHAR',
    /** The principal on the content through which this one was selected. */
    trigger_principal: 'BIGINT',
    /** Its principal name (else id, else name), so that no report needs a join; null where it is this principal itself. */
    trigger_principal_name: 'VARCHAR',
    /** Grants in scope (item, policy, principal on the content) that select this principal; NULL where not counted. */
    trigger_count: 'BIGINT',
    resolution: 'VARCHAR',
    flags: 'UINTEGER',
    items_direct: 'BIGINT',
    items_effective: 'BIGINT',
    search_text: 'VARCHAR',
  },
  /**
   * The current product's user report (reference/aem.md A2): accounts in groups of this migration or with a note, in
   * report order. Filled under `aem-groups-only` alone, like the two bulk files.
   */
  user_report: {
    row_id: 'BIGINT',
    /** The source principal's `row_id`. */
    principal: 'BIGINT',
    id: 'VARCHAR',
    principal_name: 'VARCHAR',
    caption: 'VARCHAR',
    email: 'VARCHAR',
    /** Comma-separated names of the groups that `USER_GROUPS_LISTED` allows, in report order. */
    groups: 'VARCHAR',
    group_count: 'BIGINT',
    /** `UserNote` bits. */
    flags: 'UINTEGER',
    /** What each note refers to: `B: <groups>; C: <groups>`. */
    note_groups: 'VARCHAR',
    search_text: 'VARCHAR',
  },
  /** Groups to be created at the identity provider, in report order. */
  bulk_groups: {
    row_id: 'BIGINT',
    principal: 'BIGINT',
    name: 'VARCHAR',
    description: 'VARCHAR',
    search_text: 'VARCHAR',
  },
  /** Users of the user report that have an email address, in report order. */
  bulk_users: {
    row_id: 'BIGINT',
    principal: 'BIGINT',
    email: 'VARCHAR',
    groups: 'VARCHAR',
    search_text: 'VARCHAR',
  },
  /** Migrated groups beside the destination's groups of the same folded name: by status, name, then rows. */
  reconciliation: {
    row_id: 'BIGINT',
    status: 'VARCHAR',
    name: 'VARCHAR',
    /** `row_id` of the source's and of the destination's group; NULL where that side has none. */
    principal: 'BIGINT',
    dest_row: 'BIGINT',
    source_id: 'VARCHAR',
    source_name: 'VARCHAR',
    source_caption: 'VARCHAR',
    destination_id: 'VARCHAR',
    destination_name: 'VARCHAR',
    destination_caption: 'VARCHAR',
    /** Accounts of the group, directly or through groups, after mapping; NULL where members were not compared. */
    members_both: 'BIGINT',
    members_source: 'BIGINT',
    members_destination: 'BIGINT',
    search_text: 'VARCHAR',
  },
  /** Members that one side of a group in both has alone: by `reconciliation` row, side, then principal. */
  reconciliation_members: {
    row_id: 'BIGINT',
    /** `row_id` in `reconciliation`. */
    group: 'BIGINT',
    group_name: 'VARCHAR',
    side: 'VARCHAR',
    /** `row_id` in the principals of that side. */
    principal: 'BIGINT',
    id: 'VARCHAR',
    username: 'VARCHAR',
    name: 'VARCHAR',
    caption: 'VARCHAR',
    /** For a member on the source: the destination it is mapped to, NULL where it is unmapped. */
    mapped_to: 'VARCHAR',
    search_text: 'VARCHAR',
  },
  'mappings.cube': {
    kind: 'VARCHAR',
    resolution: 'VARCHAR',
    reason: 'VARCHAR',
    flags: 'UINTEGER',
    domain: 'VARCHAR',
    count: 'BIGINT',
  },
  'outcomes.cube': {
    kind: 'VARCHAR',
    outcome: 'VARCHAR',
    relation: 'VARCHAR',
    reason: 'VARCHAR',
    flags: 'UINTEGER',
    resolution: 'VARCHAR',
    trigger_policy: 'VARCHAR',
    count: 'BIGINT',
  },
  findings: {
    row_id: 'BIGINT',
    phase: 'VARCHAR',
    severity: 'VARCHAR',
    code: 'VARCHAR',
    file: 'VARCHAR',
    line: 'BIGINT',
    path: 'VARCHAR',
    /** JSON object of the message's arguments. */
    args: 'VARCHAR',
  },
} as const satisfies Readonly<Record<string, Columns>>

export type RunTable = keyof typeof RUN_TABLES
