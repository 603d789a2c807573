import { readFileSync } from 'node:fs'

/** Which process a worker is: a pid alone may have been given to another process since. */
export interface ProcessIdentity {
  pid: number
  /** Opaque start mark: clock ticks since boot on Linux, empty elsewhere. */
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

/** Field 22 of `/proc/<pid>/stat`, counted after the parenthesised command name; null where there is no /proc. */
const startMark = (pid: number): string | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? 'zombie' : (fields[19] ?? null)
  } catch {
    return null
  }
}
