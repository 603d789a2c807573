import { OUTCOME_LOOKS, RESOLUTION_LOOKS, type Look } from '../../app/labels.js'
import type { RunDifference } from './difference-documents.js'

/** Principals that went from one value to another between two runs. */
export interface MoveLine {
  key: string
  from: Look | null
  to: Look | null
  /** The value is the same and something else differs. */
  within: boolean
  count: number
}

interface Move<V extends string> {
  from: V | null
  to: V | null
  changed: boolean
  count: number
}

const linesOf = <V extends string>(moves: readonly Move<V>[], looks: Readonly<Record<V, Look>>): MoveLine[] =>
  moves
    .filter(({ from, to, changed }) => changed || from !== to)
    .map(({ from, to, count }) => ({
      key: `${from ?? ''} ${to ?? ''}`,
      from: from && looks[from],
      to: to && looks[to],
      within: from === to,
      count,
    }))
    .sort((a, b) => b.count - a.count)

/** What moved in either report, most first; null where a report has nothing to compare. */
export const movesOf = ({ mappings, outcomes }: RunDifference) => ({
  mappings: mappings && linesOf(mappings.moves, RESOLUTION_LOOKS),
  outcomes: outcomes && linesOf(outcomes.moves, OUTCOME_LOOKS),
})
