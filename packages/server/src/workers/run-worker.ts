import { existsSync } from 'node:fs'
import { executeRun, Stopped } from '../pipeline/run.js'
import { RunLog } from '../pipeline/run-log.js'
import { readManifest } from '../pipeline/publish/manifest.js'
import { WorkFolder } from '../pipeline/work-folder.js'
import { Problem } from '../problem.js'
import { environmentProblem } from './environment-problem.js'
import type { FromWorker, ToWorker } from './protocol.js'

const PROGRESS_EVERY_MS = 250
const stop = new AbortController()

const tell = (message: FromWorker): void => {
  if (process.connected) process.send?.(message)
}
/** The last word is said before the process ends; a worker without its supervisor has nobody to tell. */
const finish = (message: FromWorker): void => {
  if (!process.connected) process.exit(0)
  process.send?.(message, () => process.exit(0))
}

const start = async ({ folder: path, spec }: Extract<ToWorker, { type: 'start' }>): Promise<void> => {
  if (existsSync(spec.publishTo))
    return finish({ type: 'done', fingerprint: readManifest(spec.publishTo).fingerprint })
  const folder = new WorkFolder(path)
  const log = new RunLog(
    folder.file('log.ndjson'),
    () => new Date(),
    (seq) => tell({ type: 'log', seq }),
  )
  let told = 0
  try {
    await executeRun(spec, folder, log, stop.signal, {
      phase: (phase) => tell({ type: 'phase', phase }),
      progress: (phase, done, total) => {
        const now = performance.now()
        if (now - told < PROGRESS_EVERY_MS) return
        told = now
        tell({ type: 'progress', phase, done, total })
      },
    })
    finish({ type: 'done', fingerprint: readManifest(spec.publishTo).fingerprint })
  } catch (error) {
    finish(settle(log, error))
  }
}

const settle = (log: RunLog, error: unknown): FromWorker => {
  if (error instanceof Stopped) {
    log.write('info', 'RUN_STOPPED')
    return { type: 'stopped' }
  }
  const problem = error instanceof Problem ? error : environmentProblem(error)
  if (problem === null) {
    console.error(error instanceof Error ? error.stack : 'A worker failed without an error.')
    return {
      type: 'failed',
      code: 'INTERNAL',
      message:
        'The run failed through a fault of Crosswalk; the server log has the details. Resume to try again.',
    }
  }
  try {
    log.write('error', problem.code, { message: problem.line })
  } catch {
    // the disk may be what failed; the message below still reaches the supervisor
  }
  return { type: 'failed', code: problem.code, message: problem.line }
}

process.on('message', (message: ToWorker) => {
  if (message.type === 'stop') stop.abort()
  else void start(message)
})
process.on('disconnect', () => process.exit(0))
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => stop.abort())
tell({ type: 'ready' })
