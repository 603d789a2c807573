import type { GridColumn } from '../../ui/grid/columns.js'
import { identityLines } from '../mappings/identity.js'
import type { GroupRow, MemberRow } from './documents.js'
import { SIDE_LOOKS, STATUS_LOOKS } from './looks.js'
import { groupLines, sideLines } from './words.js'

const joined = (lines: readonly (string | null)[]): string | null => lines.filter(Boolean).join(' · ') || null

/** Columns of the group reconciliation: the group, each side's, and how their members compare. */
export const GROUP_GRID: readonly GridColumn<GroupRow>[] = [
  {
    key: 'name',
    label: 'Group',
    width: 220,
    grow: 1.6,
    narrow: 'lead',
    text: (row) => joined(groupLines(row)),
  },
  {
    key: 'status',
    label: 'Where',
    width: 168,
    narrow: 'corner',
    text: ({ status }) => STATUS_LOOKS[status].label,
  },
  {
    key: 'source',
    label: 'Migrated group',
    width: 180,
    grow: 1.2,
    hidden: true,
    text: ({ source }) => joined(sideLines(source)),
  },
  {
    key: 'destination',
    label: 'Destination group',
    width: 180,
    grow: 1.2,
    hidden: true,
    text: ({ destination }) => joined(sideLines(destination)),
  },
  {
    key: 'both',
    label: 'Members in both',
    width: 132,
    align: 'end',
    text: ({ membersBoth }) => membersBoth,
  },
  {
    key: 'migrated',
    label: 'Only migrated',
    width: 116,
    align: 'end',
    text: ({ membersSource }) => membersSource,
  },
  {
    key: 'there',
    label: 'Only at destination',
    width: 144,
    align: 'end',
    text: ({ membersDestination }) => membersDestination,
  },
]

/** Columns of the differing members: who, of which group, on which side, and whom they are mapped to. */
export const MEMBER_GRID: readonly GridColumn<MemberRow>[] = [
  {
    key: 'member',
    label: 'Member',
    width: 220,
    grow: 1.5,
    narrow: 'lead',
    text: ({ member }) => joined(identityLines(member)),
  },
  {
    key: 'group',
    label: 'Group',
    width: 200,
    grow: 1.2,
    narrow: 'line',
    text: ({ groupName }) => groupName,
  },
  { key: 'side', label: 'Where', width: 168, narrow: 'corner', text: ({ side }) => SIDE_LOOKS[side].label },
  { key: 'mapped', label: 'Mapped to', width: 200, grow: 1.2, text: ({ mappedTo }) => mappedTo },
  { key: 'id', label: 'ID', width: 220, hidden: true, text: ({ member }) => member.id },
]
