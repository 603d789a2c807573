import { DuckDBDataChunk, INTEGER, type DuckDBConnection } from '@duckdb/node-api'
import { execute, identifier } from '../warehouse/duck.js'

const CHUNK = 2048

/**
 * Brings typed arrays back into DuckDB: table `name` with `row_id` from 0 and one INTEGER column an array.
 * `-1` stays `-1`; the reader turns it into NULL where it means absent.
 */
export const createIntTable = async (
  connection: DuckDBConnection,
  name: string,
  columns: Readonly<Record<string, ArrayLike<number>>>,
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
  for (let from = 0; from < length; from += CHUNK) {
    const rows = Math.min(CHUNK, length - from)
    const chunk = DuckDBDataChunk.create([INTEGER, ...arrays.map(() => INTEGER)], rows)
    chunk.setColumnValues(
      0,
      Array.from({ length: rows }, (_, row) => from + row),
    )
    arrays.forEach((array, column) =>
      chunk.setColumnValues(
        column + 1,
        Array.from({ length: rows }, (_, row) => array[from + row] ?? -1),
      ),
    )
    appender.appendDataChunk(chunk)
  }
  appender.flushSync()
  appender.closeSync()
}
