import type { RunState } from '@crosswalk/core'
import type { RunPatch } from '../control/runs.js'
import type { WorkerEnd } from './worker-process.js'

export type RunEnd = RunPatch & { state: RunState }

/** What became of a run that did not publish, from how its worker ended. */
export const endOf = (end: WorkerEnd): RunEnd => {
  if (end.type === 'stopped') return { state: 'STOPPED' }
  if (end.type === 'failed') return { state: 'FAILED', problemCode: end.code, problemMessage: end.message }
  if (end.type === 'gone' && end.signal === 'SIGABRT')
    return {
      state: 'FAILED',
      problemCode: 'OUT_OF_MEMORY',
      problemMessage:
        'The worker ran out of memory. Raise limits.memory in the job, then resume; finished phases are kept.',
    }
  return {
    state: 'STOPPED',
    problemCode: 'WORKER_GONE',
    problemMessage:
      'The run was interrupted: its worker process is gone. Resume it; finished phases are kept.',
  }
}
