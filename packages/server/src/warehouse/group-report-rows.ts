import { UserNote, encodeRowId, flagNames } from '@crosswalk/core'
import type { Row } from './duck.js'
import type { RowShape } from './report-rows.js'
import type {
  BulkGroupRow,
  BulkUserRow,
  GroupIdentity,
  ReconciliationMemberRow,
  ReconciliationRow,
  UserReportRow,
} from './rows.js'

const place = (
  report: 'user_report' | 'bulk_groups' | 'bulk_users',
  runId: string,
  { row_id, principal }: Row,
) => ({
  id: encodeRowId(report, runId, row_id as number),
  runId,
  rowId: row_id as number,
  principal: principal as number,
  outcomeId: encodeRowId('outcomes', runId, principal as number),
})

export const userReport: RowShape<UserReportRow> = {
  columns: [
    ...['row_id', 'principal', 'id', 'principal_name', 'caption', 'email'],
    ...['groups', 'group_count', 'flags', 'note_groups'],
  ],
  row: (runId, stored) => ({
    ...place('user_report', runId, stored),
    authorizableId: stored.id as string | null,
    principalName: stored.principal_name as string | null,
    caption: stored.caption as string | null,
    email: stored.email as string | null,
    groups: stored.groups as string | null,
    groupCount: stored.group_count as number,
    notes: flagNames(UserNote, stored.flags as number),
    noteGroups: stored.note_groups as string | null,
  }),
}

export const bulkGroups: RowShape<BulkGroupRow> = {
  columns: ['row_id', 'principal', 'name', 'description'],
  row: (runId, stored) => ({
    ...place('bulk_groups', runId, stored),
    name: stored.name as string,
    description: stored.description as string | null,
  }),
}

export const bulkUsers: RowShape<BulkUserRow> = {
  columns: ['row_id', 'principal', 'email', 'groups'],
  row: (runId, stored) => ({
    ...place('bulk_users', runId, stored),
    email: stored.email as string,
    groups: stored.groups as string | null,
  }),
}

const side = (stored: Row, present: unknown, name: 'source' | 'destination'): GroupIdentity | null =>
  present === null
    ? null
    : {
        id: stored[`${name}_id`] as string | null,
        name: stored[`${name}_name`] as string | null,
        caption: stored[`${name}_caption`] as string | null,
      }

export const reconciliation: RowShape<ReconciliationRow> = {
  columns: [
    ...['row_id', 'status', 'name', 'principal', 'dest_row', 'source_id', 'source_name', 'source_caption'],
    ...['destination_id', 'destination_name', 'destination_caption'],
    ...['members_both', 'members_source', 'members_destination'],
  ],
  row: (runId, stored) => ({
    id: encodeRowId('reconciliation', runId, stored.row_id as number),
    runId,
    rowId: stored.row_id as number,
    status: stored.status as ReconciliationRow['status'],
    name: stored.name as string | null,
    source: side(stored, stored.principal, 'source'),
    destination: side(stored, stored.dest_row, 'destination'),
    membersBoth: stored.members_both as number | null,
    membersSource: stored.members_source as number | null,
    membersDestination: stored.members_destination as number | null,
  }),
}

export const reconciliationMembers: RowShape<ReconciliationMemberRow> = {
  columns: ['row_id', 'group', 'group_name', 'side', 'id', 'username', 'name', 'caption', 'mapped_to'],
  row: (runId, stored) => ({
    id: encodeRowId('reconciliation_members', runId, stored.row_id as number),
    runId,
    rowId: stored.row_id as number,
    group: stored.group as number,
    groupId: encodeRowId('reconciliation', runId, stored.group as number),
    groupName: stored.group_name as string | null,
    side: stored.side as ReconciliationMemberRow['side'],
    member: {
      id: stored.id as string | null,
      username: stored.username as string | null,
      name: stored.name as string | null,
      caption: stored.caption as string | null,
    },
    mappedTo: stored.mapped_to as string | null,
  }),
}
