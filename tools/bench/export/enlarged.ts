import { DuckDBInstance } from '@duckdb/node-api'
import { copyFile, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { literal, mappingsOf } from './spec.js'

const manifestBeside = (table: string): string => path.join(path.dirname(table), 'manifest.json')

/**
 * Gives the data folder `to` a run of the same id, whose mappings are those of a finished run of `rows` accounts
 * `times` over, row ids going on: what an export reads of a larger run, without the hour that running it takes.
 */
export const enlarge = async (
  { data, runId, rows }: { data: string; runId: string; rows: number },
  times: number,
  to: string,
): Promise<void> => {
  const target = mappingsOf(to, runId)
  await mkdir(path.dirname(target), { recursive: true })
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '2GB' })
  const connection = await instance.connect()
  const copies = Array.from(
    { length: times },
    (_, copy) =>
      `SELECT * REPLACE (row_id + ${copy * rows} AS row_id) FROM read_parquet(${literal(mappingsOf(data, runId))})`,
  )
  await connection.run(
    `COPY (${copies.join(' UNION ALL ')}) TO ${literal(target)}
     (FORMAT parquet, PARQUET_VERSION v2, COMPRESSION zstd, ROW_GROUP_SIZE 32768)`,
  )
  connection.closeSync()
  instance.closeSync()
  await copyFile(manifestBeside(mappingsOf(data, runId)), manifestBeside(target))
}
