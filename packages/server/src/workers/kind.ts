import type { RunState } from '@crosswalk/core'
import type { Assignment, Progress } from './protocol.js'

/** What the supervisor needs to know of a row of long work: a run, an export. */
export interface Work {
  readonly id: string
  readonly state: RunState
  /** Null until it first ran: work that never began is cancelled, other work is stopped and resumes. */
  readonly startedAt: string | null
  readonly workerPid: number | null
  readonly workerStartedAt: string | null
}

/** What changes together with the state of any work; a kind adds its own. */
export interface WorkPatch {
  problemCode?: string | null
  problemMessage?: string | null
  workerPid?: number | null
  workerStartedAt?: string | null
}

/** The books of a kind: the only place in which its work changes state. */
export interface WorkStore<W extends Work> {
  /** @throws Problem `NOT_FOUND` */
  get(id: string): Promise<W>
  /** Oldest first. */
  inStates(states: readonly RunState[]): Promise<W[]>
  /** Moves work to another state and applies the patch, or neither. @throws Problem `ILLEGAL_STATE` */
  transition(id: string, to: RunState, patch: WorkPatch): Promise<W>
  /** Says nothing of work that has meanwhile come to rest. `saved`: it is on disk and will not be repeated. */
  progress(id: string, progress: Progress, saved: boolean): Promise<void>
}

/**
 * One sort of long work. All sorts share the supervisor, the states, the protocol and the worker's runtime
 * (`worker-runtime.ts`); a kind says where its books, worker and folders are.
 */
export interface Kind<W extends Work> {
  /** In messages, such as `run`. */
  readonly name: string
  /** In messages, such as `run 3`. */
  title(work: W): string
  /** The module that a worker process executes. */
  readonly worker: URL
  /** Workers of this kind at once. */
  readonly slots: number
  readonly store: WorkStore<W>
  /** What to tell the worker. @throws Problem: the work fails with it. */
  assign(work: W): Promise<Assignment>
  /** The folder in which the work is under way, with its `log.ndjson`. */
  workFolder(id: string): string
  /** Whether the work's result is in place. */
  isPublished(id: string): boolean
  /** Records work whose result is in place as `FINISHED`, with what the result says. */
  finish(id: string): Promise<W>
  /** Called when work ended without a result, before that is recorded. */
  unpublished?(id: string): void
}
