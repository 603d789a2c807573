import { MAPPING_REASON_LABELS, RESOLUTION_LOOKS } from '../../app/labels.js'
import type { GridColumn } from '../../ui/grid/columns.js'
import type { MappingRow } from './documents.js'
import { identityLines } from './identity.js'

const names = (identity: Parameters<typeof identityLines>[0] | null): string | null =>
  identity && (identityLines(identity).filter(Boolean).join(' · ') || null)

/** Columns of the user mappings report: seed 002's five, and what else a row has. */
export const MAPPING_GRID: readonly GridColumn<MappingRow>[] = [
  {
    key: 'source',
    label: 'Source',
    width: 220,
    grow: 1.5,
    narrow: 'lead',
    text: ({ source }) => names(source),
  },
  {
    key: 'destination',
    label: 'Destination',
    width: 220,
    grow: 1.5,
    narrow: 'line',
    sort: 'destination',
    text: ({ destination }) => names(destination),
  },
  {
    key: 'resolution',
    label: 'Resolution',
    width: 140,
    narrow: 'corner',
    sort: 'resolution',
    text: ({ resolution }) => RESOLUTION_LOOKS[resolution].label,
  },
  { key: 'message', label: 'Message', width: 200, grow: 1.6, text: ({ message }) => message },
  { key: 'items', label: 'Items', width: 88, align: 'end', sort: 'items', text: (row) => row.itemsDirect },
  {
    key: 'effective',
    label: 'Items, with groups',
    width: 140,
    align: 'end',
    hidden: true,
    text: (row) => row.itemsEffective,
  },
  {
    key: 'reason',
    label: 'Reason',
    width: 170,
    hidden: true,
    sort: 'reason',
    text: ({ reason }) => reason && MAPPING_REASON_LABELS[reason],
  },
  { key: 'kind', label: 'Kind', width: 90, hidden: true, sort: 'kind', text: ({ kind }) => kind },
  { key: 'source-id', label: 'Source ID', width: 200, hidden: true, text: ({ source }) => source.id },
  {
    key: 'source-username',
    label: 'Source username',
    width: 200,
    hidden: true,
    text: ({ source }) => source.username,
  },
  {
    key: 'destination-id',
    label: 'Destination ID',
    width: 240,
    hidden: true,
    text: ({ destination }) => destination?.id ?? null,
  },
  {
    key: 'destination-username',
    label: 'Destination username',
    width: 200,
    hidden: true,
    text: ({ destination }) => destination?.username ?? null,
  },
]
