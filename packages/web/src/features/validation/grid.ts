import { KIND_LOOKS } from '../../app/labels.js'
import { placed, defaultChoice, type GridColumn } from '../../ui/grid/columns.js'
import type { DifferingRow } from './documents.js'
import { DIFFERENCE_LOOKS, verdictWords } from './words.js'

const GRID: readonly GridColumn<DifferingRow>[] = [
  {
    key: 'principal',
    label: 'Principal',
    width: 220,
    grow: 1.4,
    narrow: 'lead',
    text: ({ principal }) => principal,
  },
  { key: 'kind', label: 'Kind', width: 92, text: ({ kind }) => kind && KIND_LOOKS[kind].label },
  {
    key: 'difference',
    label: 'Difference',
    width: 160,
    narrow: 'corner',
    text: ({ difference }) => DIFFERENCE_LOOKS[difference].label,
  },
  {
    key: 'expected',
    label: 'This run',
    width: 200,
    grow: 1.2,
    narrow: 'line',
    text: ({ expected }) => verdictWords(expected),
  },
  {
    key: 'reported',
    label: 'The report',
    width: 200,
    grow: 1.2,
    text: ({ reported }) => verdictWords(reported),
  },
  { key: 'line', label: 'Line', width: 80, align: 'end', text: ({ line }) => line },
]

/** Columns of the differing rows: both verdicts beside each other, and the line of the report. */
export const DIFFERING_GRID = placed(GRID, defaultChoice(GRID))
