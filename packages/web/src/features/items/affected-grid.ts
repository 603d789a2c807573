import { POLICY_LABELS } from '../../app/labels.js'
import type { GridColumn } from '../../ui/grid/columns.js'
import type { AffectedGrant, AffectedRow } from './affected-documents.js'
import { modifiedText } from './grid.js'

/** A grant in one line: `ACL allow jcr:read`. */
export const grantText = ({ policy, access, rights }: AffectedGrant): string =>
  [POLICY_LABELS[policy], access === 'DENY' ? 'deny' : '', rights.join(', ')].filter(Boolean).join(' ')

export const throughText = ({ principal }: AffectedGrant): string => principal.caption ?? principal.name

/** Columns of the affected items: the item, what is granted there, and to whom. */
export const AFFECTED_GRID: readonly GridColumn<AffectedRow>[] = [
  { key: 'path', label: 'Path', width: 320, grow: 2.4, narrow: 'lead', text: ({ path }) => path },
  {
    key: 'grants',
    label: 'Granted',
    width: 240,
    grow: 2,
    narrow: 'line',
    text: ({ grants }) => grants.map(grantText).join('; '),
  },
  {
    key: 'through',
    label: 'To',
    width: 180,
    grow: 1,
    text: ({ grants }) => [...new Set(grants.map(throughText))].join(', '),
  },
  { key: 'type', label: 'Type', width: 170, text: ({ type }) => type },
  {
    key: 'modified',
    label: 'Modified',
    width: 180,
    hidden: true,
    text: ({ modified }) => modifiedText(modified),
  },
]
