import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { traceOf } from '../log.js'
import { LOG_FILE, RunLog } from '../pipeline/run-log.js'
import { Stopped } from '../pipeline/stopped.js'
import { Problem } from '../problem.js'
import { environmentProblem } from './environment-problem.js'
import { Pace } from './pace.js'
import { PROTOCOL_VERSION, type FromWorker, type LastWord, type ToWorker } from './protocol.js'

const PROGRESS_EVERY_MS = 250

/** What work may say while it is under way. */
export interface WorkEvents {
  phase(phase: string): void
  /** `bytes`: written so far, where the work is to write files. */
  progress(phase: string, done: number, total: number | null, bytes?: number): void
  /** As `progress`, of what is on disk and will not be repeated; told at once. */
  checkpoint(phase: string, done: number, total: number | null, bytes?: number): void
}

export interface WorkContext<S> {
  readonly spec: S
  readonly folder: string
  readonly log: RunLog
  /** Raised when the work is to stop, at its next safe point. */
  readonly signal: AbortSignal
  readonly events: WorkEvents
}

/** What a worker does: the same for runs and exports but for these two. */
export interface Duty<S> {
  /** Whether the result is in place, as a worker leaves it that was killed after publishing. */
  isPublished(spec: S): boolean
  /** Does the work and puts its result in place. @throws Stopped, Problem */
  execute(context: WorkContext<S>): Promise<void>
}

const tell = (message: FromWorker): void => {
  if (process.connected) process.send?.(message)
}
/** The last word is said before the process ends; a worker without its supervisor has nobody to tell. */
const finish = (message: LastWord): void => {
  if (!process.connected) process.exit(0)
  process.send?.(message, () => process.exit(0))
}

/** Makes this process a worker of its supervisor: one assignment, one last word, and it ends. */
export const serveSupervisor = <S>(duty: Duty<S>): void => {
  const stop = new AbortController()
  process.on('message', (message: ToWorker<S>) => {
    if (message.type === 'stop') stop.abort()
    else if (message.version !== PROTOCOL_VERSION) finish(outdated)
    else void perform(duty, message, stop.signal).then(finish)
  })
  process.on('disconnect', () => process.exit(0))
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => stop.abort())
  tell({ type: 'ready' })
}

const outdated: LastWord = {
  type: 'failed',
  code: 'WORKER_OUTDATED',
  message: 'Crosswalk was updated while its server ran. Restart the server, then resume. (WORKER_OUTDATED)',
}

const perform = async <S>(
  duty: Duty<S>,
  { folder, spec }: { folder: string; spec: S },
  signal: AbortSignal,
): Promise<LastWord> => {
  let log: RunLog | null = null
  try {
    if (duty.isPublished(spec)) return { type: 'done' }
    if (!existsSync(folder)) mkdirSync(folder)
    log = new RunLog(
      join(folder, LOG_FILE),
      () => new Date(),
      (seq) => tell({ type: 'log', seq }),
    )
    await duty.execute({ spec, folder, log, signal, events: eventsOf() })
    return { type: 'done' }
  } catch (error) {
    return settle(log, error)
  }
}

const eventsOf = (): WorkEvents => {
  const pace = new Pace(() => performance.now())
  let told = -Infinity
  return {
    phase(phase) {
      pace.reset()
      told = -Infinity
      tell({ type: 'phase', phase })
    },
    progress(phase, done, total, bytes) {
      if (performance.now() - told < PROGRESS_EVERY_MS) return
      told = performance.now()
      tell({ type: 'progress', phase, done, total, bytes, rate: pace.at(done) })
    },
    checkpoint(phase, done, total, bytes) {
      told = performance.now()
      tell({ type: 'checkpoint', phase, done, total, bytes, rate: pace.at(done) })
    },
  }
}

const settle = (log: RunLog | null, error: unknown): LastWord => {
  if (error instanceof Stopped) {
    const { problem } = error
    if (problem !== null) note(log, 'error', problem.code, problem.line)
    note(log, 'info', 'RUN_STOPPED')
    return problem === null
      ? { type: 'stopped' }
      : { type: 'stopped', code: problem.code, message: problem.line }
  }
  const problem = error instanceof Problem ? error : environmentProblem(error)
  if (problem === null) {
    console.error(JSON.stringify({ level: 50, fault: traceOf(error) }))
    const message =
      'It failed through a fault of Crosswalk; the server log has the details. Resume to try again.'
    note(log, 'error', 'INTERNAL', message)
    return { type: 'failed', code: 'INTERNAL', message }
  }
  note(log, 'error', problem.code, problem.line)
  return { type: 'failed', code: problem.code, message: problem.line }
}

/** The disk may be what failed; what the supervisor is told does not depend on the log. */
const note = (log: RunLog | null, level: 'info' | 'error', code: string, message?: string): void => {
  try {
    log?.write(level, code, message === undefined ? {} : { message })
  } catch {
    return
  }
}
