import type { Phase } from '@crosswalk/core'
import type { RunSpec } from '../pipeline/spec.js'
import type { ProblemCode } from '../problem.js'

/** Version 1 of what supervisor and worker say to each other: JSON messages over the fork's channel. */
export type ToWorker = { type: 'start'; version: 1; folder: string; spec: RunSpec } | { type: 'stop' }

export type FromWorker =
  | { type: 'ready' }
  | { type: 'phase'; phase: Phase }
  | { type: 'progress'; phase: Phase; done: number; total: number }
  | { type: 'log'; seq: number }
  | { type: 'done'; fingerprint: string }
  | { type: 'stopped' }
  | { type: 'failed'; code: ProblemCode | 'INTERNAL'; message: string }
