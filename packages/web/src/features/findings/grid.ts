import { PHASE_LABELS, SEVERITY_LOOKS } from '../../app/labels.js'
import type { GridColumn } from '../../ui/grid/columns.js'
import type { FindingRow } from './documents.js'

export const whereOf = ({ file, line, path }: FindingRow): string | null =>
  [file && (line === null ? file : `${file}:${line}`), path].filter(Boolean).join(' · ') || null

/** Columns of the findings: what was met, and where. */
export const FINDING_GRID: readonly GridColumn<FindingRow>[] = [
  {
    key: 'severity',
    label: 'Severity',
    width: 116,
    narrow: 'corner',
    sort: 'severity',
    text: ({ severity }) => SEVERITY_LOOKS[severity].label,
  },
  { key: 'code', label: 'Code', width: 230, narrow: 'lead', sort: 'code', text: ({ code }) => code },
  { key: 'message', label: 'What was met', width: 260, grow: 2, narrow: 'line', text: (row) => row.message },
  { key: 'where', label: 'Where', width: 220, grow: 1.4, text: whereOf },
  { key: 'phase', label: 'Phase', width: 90, text: ({ phase }) => PHASE_LABELS[phase] },
]
