/** The columns of the user report's CSV, in order (reference/aem.md A2). */
export const USER_REPORT_COLUMNS = [
  'user',
  'name',
  'email',
  'groups',
  'group_count',
  'notes',
  'note_groups',
] as const
export type UserReportColumn = (typeof USER_REPORT_COLUMNS)[number]

/** The first line of the bulk group file, as the Admin Console reads it (reference/aem.md A3). */
export const BULK_GROUP_COLUMNS = [
  'User Group Name',
  'Description',
  'User Group Admins',
  'Assigned Product Profiles',
] as const
export type BulkGroupColumn = (typeof BULK_GROUP_COLUMNS)[number]

/** The first line of the bulk user file, as the Admin Console reads it (reference/aem.md A3). */
export const BULK_USER_COLUMNS = [
  'Identity Type',
  'Username',
  'Domain',
  'Email',
  'First Name',
  'Last Name',
  'Country Code',
  'ID',
  'Product Configurations',
  'Admin Roles',
  'Product Configurations Administered',
  'User Groups',
  'User Groups Administered',
  'Products Administered',
  'Contracts Administered',
  'Developer Access',
  'Auto Assigned Products',
] as const
export type BulkUserColumn = (typeof BULK_USER_COLUMNS)[number]

/** The longest group name and description that a bulk group file takes, in characters. */
export const LONGEST_BULK_TEXT = 255

/** The columns of the group reconciliation's CSV, in order. */
export const RECONCILIATION_COLUMNS = [
  'status',
  'name',
  'source_id',
  'source_name',
  'source_caption',
  'destination_id',
  'destination_name',
  'destination_caption',
  'members_both',
  'members_source',
  'members_destination',
] as const
export type ReconciliationColumn = (typeof RECONCILIATION_COLUMNS)[number]

/** The columns of the CSV of members that one side of a reconciled group has alone, in order. */
export const RECONCILIATION_MEMBER_COLUMNS = [
  'group_name',
  'side',
  'id',
  'username',
  'name',
  'caption',
  'mapped_to',
] as const
export type ReconciliationMemberColumn = (typeof RECONCILIATION_MEMBER_COLUMNS)[number]
