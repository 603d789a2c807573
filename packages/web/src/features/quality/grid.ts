import { KIND_LOOKS } from '../../app/labels.js'
import type { GridColumn } from '../../ui/grid/columns.js'
import { identityLines } from '../mappings/identity.js'
import type { QualityRow } from './documents.js'
import { QUALITY_LABELS } from './labels.js'

/** Columns of the source quality report: the issue, whom it concerns, the value at fault. */
export const QUALITY_GRID: readonly GridColumn<QualityRow>[] = [
  {
    key: 'issue',
    label: 'Issue',
    width: 190,
    narrow: 'corner',
    text: ({ code }) => QUALITY_LABELS[code].label,
  },
  {
    key: 'source',
    label: 'Source',
    width: 220,
    grow: 1.4,
    narrow: 'lead',
    text: ({ source }) => identityLines(source).filter(Boolean).join(' · '),
  },
  {
    key: 'value',
    label: 'Value',
    width: 200,
    grow: 1.4,
    narrow: 'line',
    text: ({ written, value }) => written ?? value,
  },
  { key: 'shared', label: 'Shared by', width: 96, align: 'end', text: ({ sharedBy }) => sharedBy },
  { key: 'message', label: 'Message', width: 220, grow: 1.6, text: ({ message }) => message },
  { key: 'kind', label: 'Kind', width: 92, hidden: true, text: ({ kind }) => KIND_LOOKS[kind].label },
]
