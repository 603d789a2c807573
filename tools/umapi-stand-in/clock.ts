/** The stand-in's time: real time plus what a test added. */
export class StandInClock {
  #ahead = 0

  /** Milliseconds since the epoch. */
  now(): number {
    return Date.now() + this.#ahead
  }

  advance(milliseconds: number): void {
    this.#ahead += milliseconds
  }
}
