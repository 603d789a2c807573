import { setTimeout as wait } from 'node:timers/promises'
import { Problem } from '../problem.js'

const FIRST_MS = 500
const LONGEST_MS = 15_000

/**
 * Tries a write until it succeeds while the environment (a full disk, say) is what refuses it. Gives up when the
 * signal is raised: the next start recovers from what is on disk.
 */
export const persist = async <T>(write: () => Promise<T>, signal: AbortSignal): Promise<T> => {
  for (let delay = FIRST_MS; ; delay = Math.min(LONGEST_MS, delay * 2)) {
    try {
      return await write()
    } catch (error) {
      if (!(error instanceof Problem) || error.httpStatus < 500 || signal.aborted) throw error
      await wait(delay, undefined, { signal }).catch(() => undefined)
    }
  }
}
