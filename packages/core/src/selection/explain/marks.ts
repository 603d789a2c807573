/** No mark; also the end of a chain of marks. */
export const UNMARKED = -1

/**
 * One number for each state, cleared by what was marked, so that a walk over a small part of a large graph
 * costs that part alone. `order` lists the marked states as they were met.
 */
export class Marks {
  readonly order: Int32Array
  size = 0
  private readonly values: Int32Array

  constructor(states: number) {
    this.order = new Int32Array(states)
    this.values = new Int32Array(states).fill(UNMARKED)
  }

  clear(): void {
    for (let i = 0; i < this.size; i++) this.values[this.order[i]!] = UNMARKED
    this.size = 0
  }

  has(state: number): boolean {
    return this.values[state] !== UNMARKED
  }

  get(state: number): number {
    return this.values[state]!
  }

  /** Marks a state with a number of 0 or more, unless it has a mark. */
  add(state: number, value: number): void {
    if (this.values[state] !== UNMARKED) return
    this.values[state] = value
    this.order[this.size++] = state
  }
}
