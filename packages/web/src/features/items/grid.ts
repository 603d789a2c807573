import { formatTime } from '../../app/format.js'
import type { GridColumn } from '../../ui/grid/columns.js'
import type { ItemRow } from './documents.js'

/** A time as the source writes it; in the reader's locale where it is one. */
export const modifiedText = (modified: string | null): string | null =>
  modified !== null && Number.isFinite(Date.parse(modified)) ? formatTime(modified) : modified

/** Columns of the items. */
export const ITEM_GRID: readonly GridColumn<ItemRow>[] = [
  { key: 'path', label: 'Path', width: 320, grow: 3, narrow: 'lead', text: ({ path }) => path },
  { key: 'type', label: 'Type', width: 180, grow: 1, narrow: 'line', text: ({ type }) => type },
  {
    key: 'modified',
    label: 'Modified',
    width: 180,
    text: ({ modified }) => modifiedText(modified),
  },
  { key: 'modified-by', label: 'Modified by', width: 150, text: ({ modifiedBy }) => modifiedBy },
  { key: 'owner', label: 'Owner', width: 150, text: ({ owner }) => owner },
  { key: 'created-by', label: 'Created by', width: 150, hidden: true, text: ({ createdBy }) => createdBy },
]
