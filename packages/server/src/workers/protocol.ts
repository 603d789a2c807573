import type { ProblemCode } from '../problem.js'

/** What supervisor and worker say to each other: JSON messages over the fork's channel. */
export const PROTOCOL_VERSION = 1

/** `spec` is the kind's own; `folder` is where the worker keeps its files, log and marks. */
export interface Assignment<S = unknown> {
  readonly folder: string
  readonly spec: S
  /** V8's old-space limit for the worker, beside DuckDB's `memory_limit`. */
  readonly heapMegabytes: number
}

export type ToWorker<S = unknown> =
  { type: 'start'; version: number; folder: string; spec: S } | { type: 'stop' }

/** How far a phase is; `total` is null where it is not known, `rate` (per second) until it can be told. */
export interface Progress {
  readonly phase: string
  readonly done: number | null
  readonly total: number | null
  readonly rate: number | null
  /** Written so far, where the work is to write files. */
  readonly bytes?: number
}

export type FromWorker =
  | { type: 'ready' }
  | { type: 'phase'; phase: string }
  /** At most four a second. */
  | ({ type: 'progress' } & Progress)
  /** All of this is on disk: a worker killed from now on does not repeat it. */
  | ({ type: 'checkpoint' } & Progress)
  | { type: 'log'; seq: number }
  | LastWord

/** What a worker says last. The truth is on disk: `done` makes the supervisor look there. */
export type LastWord =
  | { type: 'done' }
  /** `code` says what to do before it is resumed; without one it was asked to stop. */
  | { type: 'stopped'; code?: ProblemCode; message?: string }
  | { type: 'failed'; code: ProblemCode | 'INTERNAL'; message: string }

export const isLastWord = (message: FromWorker): message is LastWord =>
  message.type === 'done' || message.type === 'stopped' || message.type === 'failed'
