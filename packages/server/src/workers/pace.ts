const SETTLE_MS = 1_000
const SMOOTHING = 0.3

/** How fast a phase advances, in units a second: smoothed, and null for its first second. */
export class Pace {
  #began: { at: number; done: number } | null = null
  #last = { at: 0, done: 0 }
  #rate: number | null = null

  constructor(private readonly now: () => number) {}

  /** A phase begins, or another count of the same phase. */
  reset(): void {
    this.#began = null
    this.#rate = null
  }

  at(done: number): number | null {
    const at = this.now()
    if (this.#began === null || done < this.#last.done) {
      this.#began = this.#last = { at, done }
      this.#rate = null
      return null
    }
    const elapsed = at - this.#last.at
    if (at - this.#began.at < SETTLE_MS || elapsed <= 0) return this.#rate
    const recent = ((done - this.#last.done) * 1000) / elapsed
    this.#rate =
      this.#rate === null
        ? ((done - this.#began.done) * 1000) / (at - this.#began.at)
        : this.#rate + SMOOTHING * (recent - this.#rate)
    this.#last = { at, done }
    return this.#rate
  }
}
