import { canMove, isResumable, isUnderWay, UNDER_WAY, type RunState } from '@crosswalk/core'
import type { EntityManager } from 'typeorm'

import { Problem } from '../problem.js'
import { Run } from './entities/run.js'

const wish: Readonly<Record<RunState, string>> = {
  QUEUED: 'Only a stopped or failed run can be queued again',
  RUNNING: 'Only a queued, stopped or failed run can be started',
  STOPPING: 'Only a running run can be stopped',
  STOPPED: 'Only a run under way can be stopped',
  FINISHED: 'Only a run under way can finish',
  FAILED: 'Only a run under way can fail',
  CANCELLED: 'Only a queued run can be cancelled',
}

/** @throws Problem `ILLEGAL_STATE`, saying why. */
export function requireMove(run: Run, to: RunState): void {
  if (!canMove(run.state, to))
    throw new Problem('ILLEGAL_STATE', `${wish[to]}; run ${run.number} is ${run.state.toLowerCase()}.`)
}

/** One run a job at a time. @throws Problem `RUN_IN_PROGRESS` */
export async function requireIdleJob(manager: EntityManager, jobId: string): Promise<void> {
  const busy = await manager
    .createQueryBuilder(Run, 'run')
    .where('run.jobId = :jobId AND run.state IN (:...states)', { jobId, states: [...UNDER_WAY] })
    .getOne()
  if (busy !== null)
    throw new Problem(
      'RUN_IN_PROGRESS',
      `Run ${busy.number} of this job is ${busy.state.toLowerCase()}. Stop it, or wait until it has ended.`,
    )
}

interface Timed {
  state: RunState
  startedAt: string | null
}

interface Consequences {
  workerPid?: null
  workerStartedAt?: null
  progressRate?: null
  startedAt?: string
  finishedAt?: string | null
  problemCode?: null
  problemMessage?: null
}

/** What a move itself changes: when the work started and came to rest, and what no longer holds. */
export function consequences(run: Timed, to: RunState, now: string): Consequences {
  if (!isUnderWay(to)) return { workerPid: null, workerStartedAt: null, progressRate: null, finishedAt: now }
  const resumed = isResumable(run.state) ? { finishedAt: null, problemCode: null, problemMessage: null } : {}
  return to === 'RUNNING' ? { ...resumed, startedAt: run.startedAt ?? now } : resumed
}
