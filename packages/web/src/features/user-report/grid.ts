import type { GridColumn } from '../../ui/grid/columns.js'
import type { BulkGroupRow, BulkUserRow, UserRow } from './documents.js'
import { NOTE_LOOKS } from './notes.js'

/** What a person calls the user, and the line below it. */
export const userLines = (row: UserRow): [string | null, string | null] => {
  const parts = [row.caption, row.principalName, row.authorizableId].filter((part): part is string =>
    Boolean(part),
  )
  const first = parts[0] ?? row.email
  return [first, parts.find((part) => part !== first) ?? null]
}

/** Names in one cell; the report joins them by bare commas, as the bulk file wants them. */
export const spaced = (names: string | null): string | null => names?.replaceAll(/,\s*/g, ', ') ?? null

export const USER_GRID: readonly GridColumn<UserRow>[] = [
  {
    key: 'user',
    label: 'User',
    width: 200,
    grow: 1.2,
    narrow: 'lead',
    text: (row) => userLines(row).filter(Boolean).join(' · '),
  },
  { key: 'email', label: 'Email', width: 220, grow: 1.2, narrow: 'line', text: ({ email }) => email },
  { key: 'count', label: 'Groups', width: 84, align: 'end', text: ({ groupCount }) => groupCount },
  { key: 'groups', label: 'To be put into', width: 260, grow: 2, text: ({ groups }) => groups },
  {
    key: 'notes',
    label: 'Also to do',
    width: 210,
    grow: 1,
    text: ({ notes }) => notes.map((note) => NOTE_LOOKS[note].label).join(', ') || null,
  },
  {
    key: 'note-groups',
    label: 'Groups of the notes',
    width: 200,
    hidden: true,
    text: (row) => row.noteGroups,
  },
  { key: 'id', label: 'Authorizable ID', width: 200, hidden: true, text: (row) => row.authorizableId },
]

type Columns<Row> = readonly [GridColumn<Row>, ...GridColumn<Row>[]]

export const BULK_GROUP_GRID: Columns<BulkGroupRow> = [
  { key: 'name', label: 'Group name', width: 260, grow: 1, narrow: 'lead', text: ({ name }) => name },
  {
    key: 'description',
    label: 'Description',
    width: 320,
    grow: 2,
    narrow: 'line',
    text: ({ description }) => description,
  },
]

export const BULK_USER_GRID: Columns<BulkUserRow> = [
  { key: 'email', label: 'Email', width: 260, grow: 1, narrow: 'lead', text: ({ email }) => email },
  {
    key: 'groups',
    label: 'Groups',
    width: 320,
    grow: 2,
    narrow: 'line',
    text: ({ groups }) => spaced(groups),
  },
]
