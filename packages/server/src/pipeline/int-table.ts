import { DuckDBDataChunk, INTEGER, type DuckDBConnection } from '@duckdb/node-api'
import { execute, identifier } from '../warehouse/duck.js'
import { integerMemory } from './int-vector.js'

const CHUNK = 2048

/** Whole numbers of 32 bits, whatever they are held in. */
type Ints = Int32Array | Uint8Array | Int8Array | Float64Array

/**
 * Brings typed arrays back into DuckDB: table `name` with `row_id` from 0 and one INTEGER column an array.
 * `-1` stays `-1`; the reader turns it into NULL where it means absent.
 */
export const createIntTable = async (
  connection: DuckDBConnection,
  name: string,
  columns: Readonly<Record<string, Ints>>,
): Promise<void> => {
  const names = Object.keys(columns)
  const arrays = Object.values(columns)
  const types = ['row_id INTEGER', ...names.map((column) => `${identifier(column)} INTEGER`)]
  await execute(
    connection,
    `create ${name}`,
    `CREATE OR REPLACE TABLE ${identifier(name)} (${types.join(', ')})`,
  )
  const appender = await connection.createAppender(name)
  const length = arrays[0]?.length ?? 0
  const places = Int32Array.from({ length }, (_, row) => row)
  for (let from = 0; from < length; from += CHUNK) {
    const rows = Math.min(CHUNK, length - from)
    const chunk = DuckDBDataChunk.create([INTEGER, ...arrays.map(() => INTEGER)], rows)
    for (const [column, array] of [places, ...arrays].entries()) {
      const vector = chunk.getColumnVector(column)
      integerMemory(vector).items.set(array.subarray(from, from + rows))
      vector.flush()
    }
    appender.appendDataChunk(chunk)
  }
  appender.flushSync()
  appender.closeSync()
}
