import type { DuckDBConnection } from '@duckdb/node-api'
import { openDuck } from '../../../src/warehouse/duck.js'
import { registerFolding } from '../../../src/pipeline/resolve/keys.js'

export type Cell = string | number | null

/** A DuckDB in memory with folding, and tables filled from plain rows. */
export interface Scratch {
  connection: DuckDBConnection
  /** Makes the table anew; columns are the first row's, text unless named in `types`. */
  fill: (
    table: string,
    rows: readonly Readonly<Record<string, Cell>>[],
    types?: Readonly<Record<string, string>>,
    columns?: readonly string[],
  ) => Promise<void>
  close(): void
}

export const openDirectory = async ({ threads }: { threads: number }): Promise<Scratch> => {
  const duck = await openDuck({ threads, memoryLimit: '1GB' })
  const connection = await duck.connect()
  registerFolding(connection)
  const fill: Scratch['fill'] = async (table, rows, types = {}, columns = Object.keys(rows[0] ?? {})) => {
    const typeOf = (column: string) => types[column] ?? 'VARCHAR'
    await connection.run(
      `CREATE OR REPLACE TABLE ${table} (${columns.map((column) => `"${column}" ${typeOf(column)}`).join(', ')})`,
    )
    const appender = await connection.createAppender(table)
    for (const row of rows) {
      for (const column of columns) {
        const value = row[column] ?? null
        if (value === null) appender.appendNull()
        else if (typeof value === 'string') appender.appendVarchar(value)
        else if (typeOf(column) === 'BIGINT') appender.appendBigInt(BigInt(value))
        else appender.appendUInteger(value)
      }
      appender.endRow()
    }
    appender.flushSync()
    appender.closeSync()
  }
  return {
    connection,
    fill,
    close: () => {
      connection.closeSync()
      duck.close()
    },
  }
}
