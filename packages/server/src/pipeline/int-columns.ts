import type { DuckDBConnection } from '@duckdb/node-api'
import { DuckDBBooleanVector, DuckDBIntegerVector } from '@duckdb/node-api'
import { statementFailure } from '../warehouse/statement-error.js'

/**
 * Integer columns of a statement as typed arrays, `-1` for NULL: how strings stay in DuckDB and graphs come
 * to JavaScript. Every column must be INTEGER (cast ids with `::INTEGER`) or BOOLEAN (1 or 0).
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
        columns[column]?.append(chunk.getColumnVector(column), chunk.rowCount)
    return columns.map((column) => column.finish())
  } catch (error) {
    throw statementFailure(name, error)
  }
}

class GrowingInts {
  #values = new Int32Array(4096)
  #length = 0

  append(vector: unknown, rows: number): void {
    if (this.#length + rows > this.#values.length) {
      const larger = new Int32Array(Math.max(this.#values.length * 2, this.#length + rows))
      larger.set(this.#values.subarray(0, this.#length))
      this.#values = larger
    }
    if (vector instanceof DuckDBIntegerVector || vector instanceof DuckDBBooleanVector)
      for (let row = 0; row < rows; row++)
        this.#values[this.#length + row] = Number(vector.getItem(row) ?? -1)
    else throw new TypeError('Only INTEGER and BOOLEAN columns become typed arrays.')
    this.#length += rows
  }

  finish(): Int32Array {
    return this.#values.slice(0, this.#length)
  }
}
