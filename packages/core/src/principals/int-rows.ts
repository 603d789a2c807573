/** Rows of whole numbers that grow without end and come out as one typed array a column. */
export class IntRows {
  #columns: Int32Array[]
  #length = 0

  constructor(width: number) {
    this.#columns = Array.from({ length: width }, () => new Int32Array(1024))
  }

  push(...row: readonly number[]): void {
    if (this.#length === this.#columns[0]?.length)
      this.#columns = this.#columns.map((column) => {
        const larger = new Int32Array(column.length * 2)
        larger.set(column)
        return larger
      })
    for (const [place, column] of this.#columns.entries()) column[this.#length] = row[place]!
    this.#length++
  }

  get columns(): Int32Array[] {
    return this.#columns.map((column) => column.slice(0, this.#length))
  }
}
