import { planFromJob } from '@crosswalk/core'
import { KEY_COLUMNS, keyedSql, openDuck, registerFolding, resolveInBulk } from '@crosswalk/server'
import type { DuckDBConnection } from '@duckdb/node-api'
import path from 'node:path'
import { answerSql } from './answer.js'
import { plainKeys, rewriting } from './plain-keys.js'

const EXCEPTION_CELLS = ['source', 'destination'].flatMap((side) =>
  ['id', 'username', 'name', 'caption'].map((field) => `${side}_${field}`),
)
/** What READ leaves beside the principals: no exceptions, and nothing found. */
const STAGED = [
  `CREATE TABLE staged_exceptions (seq BIGINT, type VARCHAR, ${EXCEPTION_CELLS.map((cell) => `${cell} VARCHAR`).join(', ')},
    origin_file VARCHAR, origin_line BIGINT)`,
  `CREATE TABLE staged_findings (seq BIGINT, phase VARCHAR, code VARCHAR, file VARCHAR, line BIGINT, path VARCHAR,
    args VARCHAR)`,
]

/**
 * Our bulk plan over the generated directories in `folder`: keys, then resolution with the preset `dryviq` (default
 * ambiguity policy). `plain`: the same statements over `lower()` of trimmed texts, compared as texts.
 */
export const resolveByBulk = async (folder: string, plain: boolean): Promise<() => Promise<string>> => {
  const duck = await openDuck({
    scratch: path.join(folder, `scratch-${process.pid}.duckdb`),
    threads: 2,
    memoryLimit: '1GB',
    tempDirectory: path.join(folder, `spill-${process.pid}`),
  })
  const own = await duck.connect()
  const connection: DuckDBConnection = plain ? rewriting(own, plainKeys) : own
  registerFolding(connection)
  for (const statement of STAGED) await connection.run(statement)
  for (const side of ['source', 'destination']) {
    const file = path.join(folder, `${side}.parquet`).replaceAll("'", "''")
    await connection.run(
      `CREATE TABLE ${side}_principals AS
       SELECT row_id, kind, id, username, name, caption, email, flags, ${KEY_COLUMNS}
       FROM ${keyedSql(`read_parquet('${file}')`)}`,
    )
  }
  await resolveInBulk(connection, planFromJob({ preset: 'dryviq' }))
  return async () => {
    const reader = await own.runAndReadAll(answerSql)
    own.closeSync()
    duck.close()
    return String(reader.getRows()[0]?.[0])
  }
}
