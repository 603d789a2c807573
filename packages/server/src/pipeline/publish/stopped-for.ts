import type { LogLine } from '@crosswalk/core'
import { existsSync, readFileSync } from 'node:fs'

/** Milliseconds a run lay stopped: from the line before each resume to the resume. */
export const stoppedFor = (logFile: string): number => {
  if (!existsSync(logFile)) return 0
  const lines = readFileSync(logFile, 'utf8')
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => JSON.parse(line) as LogLine)
  return lines.reduce((sum, { code, at }, index) => {
    const before = lines[index - 1]
    return code === 'RUN_RESUMED' && before !== undefined ? sum + Date.parse(at) - Date.parse(before.at) : sum
  }, 0)
}
