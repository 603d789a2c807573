export const RUN_STATES = [
  'QUEUED',
  'RUNNING',
  'STOPPING',
  'STOPPED',
  'FINISHED',
  'FAILED',
  'CANCELLED',
] as const
export type RunState = (typeof RUN_STATES)[number]

export const PHASES = ['READ', 'RESOLVE', 'SELECT', 'DECIDE', 'PUBLISH'] as const
export type Phase = (typeof PHASES)[number]

/**
 * The legal moves; runs and exports share them. `STOPPED` and `FAILED` resume, by way of the queue. Taken out of the
 * queue, resumed work is `STOPPED` again, for its progress is kept; work that never began is `CANCELLED`.
 */
const MOVES: Readonly<Record<RunState, readonly RunState[]>> = {
  QUEUED: ['RUNNING', 'STOPPED', 'CANCELLED'],
  RUNNING: ['STOPPING', 'STOPPED', 'FINISHED', 'FAILED'],
  STOPPING: ['STOPPED', 'FINISHED', 'FAILED'],
  STOPPED: ['RUNNING', 'QUEUED'],
  FAILED: ['RUNNING', 'QUEUED'],
  FINISHED: [],
  CANCELLED: [],
}

export const canMove = (from: RunState, to: RunState): boolean => MOVES[from].includes(to)
export const isResumable = (state: RunState): boolean => state === 'STOPPED' || state === 'FAILED'

/** States in which work waits or is done without anybody acting on it. */
export const UNDER_WAY = ['QUEUED', 'RUNNING', 'STOPPING'] as const satisfies readonly RunState[]
export const isUnderWay = (state: RunState): boolean => UNDER_WAY.some((one) => one === state)
