import { setTimeout as delay } from 'node:timers/promises'

/** Time as a client of a directory sees it, so that a test can make minutes pass at once. */
export interface Waiting {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** @throws an `AbortError` when the signal is raised. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** From 0 up to 1, for jitter. */
  readonly random: () => number
}

export const realWaiting: Waiting = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    await delay(milliseconds, undefined, { signal })
  },
  random: () => Math.random(),
}
