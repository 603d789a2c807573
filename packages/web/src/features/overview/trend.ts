import type { HistoryRun } from './documents.js'

/** A finished run beside the one before it; differences are null for the first. */
export interface TrendLine {
  id: string
  number: number
  finishedAt: string | null
  total: number
  unresolved: number
  unresolvedChange: number | null
  migrated: number
  migratedChange: number | null
}

type Counted = readonly { count: number }[]
const sum = <T extends Counted>(rows: T, holds: (row: T[number]) => boolean): number =>
  rows.reduce((total, row) => (holds(row) ? total + row.count : total), 0)

/** Finished runs, newest first as given, each against the finished run before it. */
export const trendOf = (runs: readonly HistoryRun[]): TrendLine[] => {
  const lines = runs.flatMap(({ id, number, state, finishedAt, summary }) => {
    if (state !== 'FINISHED' || !summary) return []
    const { resolutions, outcomes } = summary
    return [
      {
        ...{ id, number, finishedAt },
        total: sum(resolutions, () => true),
        unresolved: sum(resolutions, ({ resolution }) => resolution === 'UNRESOLVED'),
        migrated: sum(outcomes, ({ outcome }) => outcome === 'MIGRATED'),
      },
    ]
  })
  return lines.map((line, at) => {
    const before = lines[at + 1]
    return {
      ...line,
      unresolvedChange: before ? line.unresolved - before.unresolved : null,
      migratedChange: before ? line.migrated - before.migrated : null,
    }
  })
}
