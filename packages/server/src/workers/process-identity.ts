import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/** Which process a worker is: a pid alone may have been given to another process since. */
export interface ProcessIdentity {
  pid: number
  /** Opaque start mark: clock ticks since boot on Linux, the start time elsewhere, empty where neither is told. */
  startedAt: string
}

export const identityOf = (pid: number): ProcessIdentity => ({ pid, startedAt: startMark(pid) ?? '' })

/** True only while that very process lives. */
export const isAlive = ({ pid, startedAt }: ProcessIdentity): boolean => {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  const mark = startMark(pid)
  return mark === null || startedAt === '' || mark === startedAt
}

const ORPHAN_MS = 5_000
const LOOK_MS = 50

/**
 * Waits until a recorded worker is gone: one whose server died sees its channel close and ends, one that does not is
 * killed. Without a start mark nothing proves that the process is ours, so it is waited for and left alone.
 */
export const outlive = async (work: {
  workerPid: number | null
  workerStartedAt: string | null
}): Promise<void> => {
  if (work.workerPid === null) return
  const identity = { pid: work.workerPid, startedAt: work.workerStartedAt ?? '' }
  const until = performance.now() + ORPHAN_MS
  while (isAlive(identity)) {
    if (performance.now() > until) {
      if (identity.startedAt === '') return
      process.kill(identity.pid, 'SIGKILL')
    }
    await wait(LOOK_MS)
  }
}

/** Field 22 of `/proc/<pid>/stat`, counted after the parenthesised command name; what `ps` says where there is no /proc. */
const startMark = (pid: number): string | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? 'zombie' : (fields[19] ?? null)
  } catch {
    return process.platform === 'linux' ? null : startTime(pid)
  }
}

const startTime = (pid: number): string | null => {
  try {
    const said = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    return said === '' ? null : said
  } catch {
    return null
  }
}
