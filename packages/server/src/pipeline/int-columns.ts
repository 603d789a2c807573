import type { DuckDBConnection, DuckDBIntegerVector } from '@duckdb/node-api'
import { statementFailure } from '../warehouse/statement-error.js'
import { integerMemory } from './int-vector.js'

/**
 * Integer columns of a statement as typed arrays, `-1` for NULL: how strings stay in DuckDB and graphs come
 * to JavaScript. Every column must be INTEGER (cast ids and conditions with `::INTEGER`).
 */
export const intColumns = async (
  connection: DuckDBConnection,
  name: string,
  sql: string,
): Promise<Int32Array[]> => {
  try {
    const result = await connection.stream(sql)
    const columns = Array.from({ length: result.columnCount }, () => new GrowingInts())
    for (
      let chunk = await result.fetchChunk();
      chunk && chunk.rowCount > 0;
      chunk = await result.fetchChunk()
    )
      for (let column = 0; column < columns.length; column++)
        columns[column]?.append(chunk.getColumnVector(column) as DuckDBIntegerVector)
    return columns.map((column) => column.finish())
  } catch (error) {
    throw statementFailure(name, error)
  }
}

class GrowingInts {
  #values = new Int32Array(4096)
  #length = 0

  append(vector: DuckDBIntegerVector): void {
    const { items, nulls } = integerMemory(vector)
    const end = this.#length + items.length
    if (end > this.#values.length) {
      const larger = new Int32Array(Math.max(this.#values.length * 2, end))
      larger.set(this.#values.subarray(0, this.#length))
      this.#values = larger
    }
    this.#values.set(items, this.#length)
    if (nulls)
      for (let row = 0; row < items.length; row++)
        if (vector.getItem(row) === null) this.#values[this.#length + row] = -1
    this.#length = end
  }

  finish(): Int32Array {
    return this.#values.slice(0, this.#length)
  }
}
