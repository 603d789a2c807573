/** Rows asked for at once; windows begin at multiples of it. */
export const BLOCK = 100
/** Blocks kept; those not looked at for longest go first. */
const MOST = 40

/** The part of a long result that is at hand. */
export class Blocks<Row> {
  readonly #blocks = new Map<number, readonly Row[]>()

  at(index: number): Row | undefined {
    return this.#blocks.get(Math.floor(index / BLOCK))?.[index % BLOCK]
  }

  put(block: number, rows: readonly Row[]): void {
    this.#blocks.delete(block)
    this.#blocks.set(block, rows)
    for (const oldest of this.#blocks.keys()) {
      if (this.#blocks.size <= MOST) break
      this.#blocks.delete(oldest)
    }
  }

  /** Blocks of these rows that are not at hand, nearest to the middle first; marks the others as looked at. */
  missing(first: number, end: number): number[] {
    const blocks: number[] = []
    for (let block = Math.floor(first / BLOCK); block * BLOCK < end; block += 1) {
      const rows = this.#blocks.get(block)
      if (rows) this.put(block, rows)
      else blocks.push(block)
    }
    const middle = (first + end) / 2 / BLOCK - 0.5
    return blocks.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))
  }

  /** Position of the row with this id among those at hand, or -1. */
  find(holds: (row: Row) => boolean): number {
    for (const [block, rows] of this.#blocks) {
      const index = rows.findIndex(holds)
      if (index >= 0) return block * BLOCK + index
    }
    return -1
  }
}
