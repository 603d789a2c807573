import { KIND_LOOKS, OUTCOME_LOOKS, POLICY_LABELS, RESOLUTION_LOOKS } from '../../app/labels.js'
import type { GridColumn } from '../../ui/grid/columns.js'
import type { OutcomeRow } from './documents.js'
import { principalLines, whyOf } from './words.js'

/** Columns of the principal migration report. */
export const OUTCOME_GRID: readonly GridColumn<OutcomeRow>[] = [
  {
    key: 'principal',
    label: 'Principal',
    width: 200,
    grow: 1.5,
    narrow: 'lead',
    text: (row) => principalLines(row).filter(Boolean).join(' · '),
  },
  {
    key: 'kind',
    label: 'Kind',
    width: 92,
    sort: 'kind',
    text: ({ kind }) => kind && KIND_LOOKS[kind].label,
  },
  {
    key: 'outcome',
    label: 'Outcome',
    width: 148,
    narrow: 'corner',
    sort: 'outcome',
    text: ({ outcome }) => OUTCOME_LOOKS[outcome].label,
  },
  {
    key: 'why',
    label: 'Relation or reason',
    width: 190,
    grow: 1.6,
    narrow: 'line',
    sort: 'reason',
    text: (row) => whyOf(row)[0],
  },
  { key: 'trigger', label: 'First trigger', width: 170, grow: 1.5, text: (row) => row.triggerPath },
  { key: 'triggers', label: 'Triggers', width: 84, align: 'end', text: (row) => row.triggerCount },
  {
    key: 'mapped',
    label: 'Mapped',
    width: 88,
    text: ({ flags }) => (flags.includes('MAPPED') ? 'Yes' : 'No'),
  },
  { key: 'items', label: 'Items', width: 80, align: 'end', text: (row) => row.itemsDirect },
  {
    key: 'effective',
    label: 'Items, with groups',
    width: 140,
    align: 'end',
    hidden: true,
    text: (row) => row.itemsEffective,
  },
  {
    key: 'policy',
    label: 'Trigger policy',
    width: 120,
    hidden: true,
    text: (row) => row.triggerPolicy && POLICY_LABELS[row.triggerPolicy],
  },
  { key: 'through', label: 'Through', width: 200, hidden: true, text: (row) => row.triggerPrincipal },
  {
    key: 'resolution',
    label: 'Resolution',
    width: 140,
    hidden: true,
    text: ({ resolution }) => resolution && RESOLUTION_LOOKS[resolution].label,
  },
  { key: 'id', label: 'Authorizable ID', width: 200, hidden: true, text: (row) => row.authorizableId },
  { key: 'path', label: 'Path', width: 260, hidden: true, text: (row) => row.path },
]
