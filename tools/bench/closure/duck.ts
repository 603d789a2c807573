import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { cpuTime } from '../measured.js'
import { closureSql, GRANT_ROWS, type GrantsAs } from './recursive-sql.js'
import { hashSql } from './ours.js'
import type { BenchWorld } from './world.js'

const CHUNK = 100_000

const fill = async (
  connection: DuckDBConnection,
  table: string,
  columns: Readonly<Record<string, Int32Array | Uint8Array>>,
): Promise<void> => {
  const names = Object.keys(columns)
  await connection.run(`CREATE TABLE ${table} (${names.map((name) => `${name} INTEGER`).join(', ')})`)
  const appender = await connection.createAppender(table)
  const arrays = Object.values(columns)
  for (let row = 0; row < (arrays[0]?.length ?? 0); row++) {
    for (const array of arrays) appender.appendInteger(array[row]!)
    appender.endRow()
    if (row % CHUNK === 0) appender.flushSync()
  }
  appender.closeSync()
}

/**
 * A DuckDB in memory with the world in tables; `close` gives the milliseconds and the hash of one closure. They are of
 * the CPU, all threads together: it goes from level to level, so that on an idle machine it takes as long.
 */
export const duckWorld = async ({ graph, sets, items }: BenchWorld) => {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  await fill(connection, 'memberships', { member: graph.member, grp: graph.group })
  const item = Int32Array.from(items.set, (_, i) => i)
  await fill(connection, 'items', { item, grant_set: items.set, in_scope: items.inScope })
  const setOf = Int32Array.from(sets.principal, (_, e) =>
    Math.floor(e / (sets.principal.length / (sets.offsets.length - 1))),
  )
  await fill(connection, 'entries', { grant_set: setOf, principal: sets.principal })
  await connection.run(`CREATE TABLE grants AS ${GRANT_ROWS}`)
  return {
    async close(grantsAs: GrantsAs): Promise<{ milliseconds: number; answer: string }> {
      const since = cpuTime()
      await connection.run(`CREATE OR REPLACE TABLE closure AS ${closureSql(graph.groupStart, grantsAs)}`)
      const milliseconds = cpuTime() - since
      const reader = await connection.runAndReadAll(hashSql('closure'))
      return { milliseconds, answer: String(reader.getRows()[0]?.[0]) }
    },
    end(): void {
      connection.closeSync()
      instance.closeSync()
    },
  }
}
