import type { DeskRun } from '../desk/desk.js'
import { tableLine } from './report-table.js'

const WIDTHS = [30, 5, 10, 8, 24, 40] as const

export const runHeading = (): string => line('Run', 'No.', 'State', 'Phase', 'Created', 'Job')

const line = (...cells: string[]): string =>
  tableLine(cells.map((cell, place) => [cell, WIDTHS[place] ?? 40] as const))

/** A run on one line of a table, or as JSON. */
export const tellRun = (run: DeskRun, json: boolean): void => {
  const { id, number, state, phase, createdAt, job, problemCode, problemMessage } = run
  if (!json) return console.log(line(id, String(number), state, phase ?? '', createdAt, job))
  const problem = problemCode === null ? null : { code: problemCode, message: problemMessage }
  const { progressDone, progressTotal, startedAt, finishedAt, fingerprint } = run
  console.log(
    JSON.stringify({
      ...{ run: id, job, number, state, phase, progressDone, progressTotal },
      ...{ createdAt, startedAt, finishedAt, fingerprint, problem },
    }),
  )
}
