import { isUnderWay, logMessage, type LogLine } from '@crosswalk/core'
import { setTimeout as wait } from 'node:timers/promises'
import type { Desk, DeskRun } from '../desk/desk.js'
import { ProgressLine } from './progress-line.js'
import { plainText } from './report-table.js'

const POLL_MS = 200

export interface FollowOptions {
  json: boolean
  /** Prints the log as it grows. */
  log: boolean
  /** Only lines after this one. */
  after?: number
  /** Ctrl-C asks the run to stop; otherwise it only ends the following. */
  stops: boolean
}

export const logText = (line: LogLine): string =>
  `${line.at.slice(11, 19)} ${line.level.padEnd(5)} ${plainText(logMessage(line))} (${line.code})`

/** Shows a run until it has come to rest, or until Ctrl-C where that does not stop it. */
export const followRun = async (desk: Desk, runId: string, options: FollowOptions): Promise<DeskRun> => {
  const progress = new ProgressLine(options.json ? null : process.stderr)
  let seq = options.after ?? 0
  let left = false
  const interrupt = (): void => {
    if (options.stops) void desk.stop(runId).catch(() => undefined)
    else left = true
  }
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
  try {
    for (;;) {
      const run = await desk.run(runId)
      const lines = options.log ? await desk.log(runId, seq) : []
      if (lines.length > 0) progress.clear()
      for (const line of lines) console.log(options.json ? JSON.stringify(line) : logText(line))
      seq = lines.at(-1)?.seq ?? seq
      if ((!isUnderWay(run.state) && lines.length === 0) || left) return run
      progress.show(run)
      if (lines.length === 0) await wait(POLL_MS)
    }
  } finally {
    progress.clear()
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  }
}
