import type { RunState } from '@crosswalk/core'
import type { WorkPatch } from './kind.js'
import type { WorkerEnd } from './worker-process.js'

export interface UnpublishedEnd extends WorkPatch {
  state: Extract<RunState, 'STOPPED' | 'FAILED'>
}

/** V8 ends a process that has used its heap with an abort. */
const isHeapExhausted = (end: Extract<WorkerEnd, { type: 'gone' }>): boolean =>
  end.signal === 'SIGABRT' || end.exitCode === 134

/** What became of work that did not publish, from how its worker ended. */
export const endOf = (end: WorkerEnd): UnpublishedEnd => {
  switch (end.type) {
    case 'stopped':
      return end.code === undefined
        ? { state: 'STOPPED' }
        : { state: 'STOPPED', problemCode: end.code, problemMessage: end.message ?? end.code }
    case 'failed':
      return { state: 'FAILED', problemCode: end.code, problemMessage: end.message }
    case 'done':
      return {
        state: 'FAILED',
        problemCode: 'INTERNAL',
        problemMessage: 'The worker ended without a result. Resume to try again.',
      }
    case 'gone':
      return isHeapExhausted(end)
        ? { state: 'FAILED', problemCode: 'OUT_OF_MEMORY', problemMessage: NO_HEAP }
        : { state: 'STOPPED', problemCode: 'WORKER_GONE', problemMessage: goneMessage(end) }
  }
}

const KEPT = 'What was finished is kept; resume to go on.'
const NO_HEAP = `The worker used up its memory. Raise limits.memory in the job. ${KEPT}`

const goneMessage = ({ signal, killed }: Extract<WorkerEnd, { type: 'gone' }>): string => {
  if (killed) return `The worker did not stop in time and was ended. ${KEPT}`
  if (signal === 'SIGKILL')
    return `The worker was killed, by a person or because the computer ran out of memory. ${KEPT}`
  return `It was interrupted: the worker process is gone. ${KEPT}`
}
