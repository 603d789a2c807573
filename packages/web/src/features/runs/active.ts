import type { RunState } from '@crosswalk/core'

/** States in which a run changes without anybody acting on it. */
export const isActive = (state: RunState): boolean =>
  state === 'QUEUED' || state === 'RUNNING' || state === 'STOPPING'
