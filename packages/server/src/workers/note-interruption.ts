import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { LOG_FILE, RunLog } from '../pipeline/run-log.js'
import type { WorkPatch } from './kind.js'

/** A worker that is gone cannot say so in its log; whoever reads the log finds it there all the same. */
export const noteInterruption = (folder: string, { problemCode, problemMessage }: WorkPatch): void => {
  const path = join(folder, LOG_FILE)
  if (!existsSync(path) || problemCode == null) return
  try {
    const log = new RunLog(
      path,
      () => new Date(),
      () => undefined,
    )
    log.write('error', problemCode, { message: problemMessage ?? null })
    log.close()
  } catch {
    return
  }
}
