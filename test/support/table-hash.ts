import { DuckDBInstance } from '@duckdb/node-api'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** A hash of each Parquet table of a run folder, over its rows in their order. */
export const tableHashes = async (folder: string): Promise<Record<string, string>> => {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  const hashes: Record<string, string> = {}
  try {
    for (const file of readdirSync(folder).sort()) {
      if (!file.endsWith('.parquet')) continue
      const result = await connection.runAndReadAll(
        `SELECT count(*)::VARCHAR || ' ' || coalesce(md5(string_agg(md5(row_text), '' ORDER BY place)), '')
         FROM (SELECT row_number() OVER () AS place, to_json(t)::VARCHAR AS row_text
               FROM read_parquet('${join(folder, file)}') t)`,
      )
      hashes[file] = String(result.getRows()[0]?.[0])
    }
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
  return hashes
}
