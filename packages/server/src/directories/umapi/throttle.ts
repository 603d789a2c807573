import type { Waiting } from '../waiting.js'

const MINUTE = 60_000

/** Lets at most `limit` requests pass in any minute; the rest wait their turn. */
export class Throttle {
  readonly #passed: number[] = []

  constructor(
    private readonly limit: number,
    private readonly waiting: Waiting,
  ) {}

  /** Settles when the next request may go. */
  async pass(signal: AbortSignal): Promise<void> {
    const { now, sleep } = this.waiting
    while (this.#passed[0] !== undefined && this.#passed[0] <= now() - MINUTE) this.#passed.shift()
    const oldest = this.#passed[this.#passed.length - this.limit]
    if (oldest !== undefined) {
      await sleep(oldest + MINUTE - now(), signal)
      return this.pass(signal)
    }
    this.#passed.push(now())
  }
}
