import { MAPPING_COLUMNS } from '@crosswalk/core'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { stringify } from 'csv-stringify'
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { MEMORY, THREADS, literal, plainQuery } from './spec.js'

const withEngine = async (work: (connection: DuckDBConnection) => Promise<void>): Promise<void> => {
  const instance = await DuckDBInstance.create(':memory:', {
    ...{ threads: String(THREADS), memory_limit: MEMORY },
  })
  const connection = await instance.connect()
  await work(connection)
  connection.closeSync()
  instance.closeSync()
}

/** One `COPY` of all rows to one file: nothing is hashed, synced or cut. */
export const copyPlainly = (file: string, to: string): Promise<void> =>
  withEngine(async (connection) => {
    await connection.run(
      `COPY (${plainQuery(file)}) TO ${literal(to)} (FORMAT csv, HEADER true, NEW_LINE '\\r\\n')`,
    )
  })

/** What a program would do: rows from the engine, each through csv-stringify. */
export const stringifyRows = (file: string, to: string): Promise<void> =>
  withEngine(async (connection) => {
    const result = await connection.stream(plainQuery(file))
    async function* rows(): AsyncGenerator<unknown[]> {
      for (
        let chunk = await result.fetchChunk();
        chunk && chunk.rowCount > 0;
        chunk = await result.fetchChunk()
      )
        yield* chunk.getRows()
    }
    const lines = stringify({ header: true, columns: [...MAPPING_COLUMNS], record_delimiter: 'windows' })
    await pipeline(Readable.from(rows()), lines, createWriteStream(to))
  })
