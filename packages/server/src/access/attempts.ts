import type { Clock } from '../control/clock.js'
import { Problem } from '../problem.js'

export const ATTEMPTS = { failures: 10, window: 15 * 60_000, keys: 10_000 } as const

/** A key that is shut out; `seconds` until it may try again. */
export class TooManyAttempts extends Problem {
  constructor(readonly seconds: number) {
    super('TOO_MANY_ATTEMPTS', `Too many failed sign-ins. Try again in ${seconds} seconds.`)
  }
}

/** Counts failures for each key; too many within the window shut the key out until the oldest has aged. */
export class Attempts {
  private readonly failures = new Map<string, number[]>()

  constructor(private readonly clock: Clock) {}

  private recent(key: string): number[] {
    const since = this.clock().getTime() - ATTEMPTS.window
    return (this.failures.get(key) ?? []).filter((at) => at > since)
  }

  /** Seconds until the key may try again; 0 if it may now. */
  wait(key: string): number {
    const recent = this.recent(key)
    const oldest = recent[recent.length - ATTEMPTS.failures]
    if (oldest === undefined) return 0
    return Math.max(1, Math.ceil((oldest + ATTEMPTS.window - this.clock().getTime()) / 1000))
  }

  failed(key: string): void {
    const recent = [...this.recent(key), this.clock().getTime()]
    this.failures.delete(key)
    this.failures.set(key, recent)
    const eldest = this.failures.keys().next().value
    if (this.failures.size > ATTEMPTS.keys && eldest !== undefined) this.failures.delete(eldest)
  }

  succeeded(key: string): void {
    this.failures.delete(key)
  }
}
