import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../postgres.js'
import { hashSql } from './ours.js'
import { closureSql, GRANT_ROWS } from './recursive-sql.js'
import type { BenchWorld } from './world.js'

export interface PeerTime {
  /** CPU time. */
  readonly milliseconds: number
  readonly answer: string
}

const TICK_MS = 10

/** The closure by a PostgreSQL of our own; null where none is installed. */
export const postgresClosure = (world: BenchWorld): PeerTime | null => {
  const folder = mkdtempSync(join(tmpdir(), 'crosswalk-postgres-'))
  try {
    const postgres = startPostgres(folder)
    if (postgres === null) return null
    try {
      writeTables(world, folder)
      return timeOf(postgres.run(script(world, folder)))
    } finally {
      postgres.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const lines = (arrays: readonly (Int32Array | Uint8Array)[]): string =>
  Array.from({ length: arrays[0]?.length ?? 0 }, (_, row) =>
    arrays.map((array) => array[row]).join('\t'),
  ).join('\n')

const writeTables = ({ graph, sets, items }: BenchWorld, folder: string): void => {
  const perSet = sets.principal.length / (sets.offsets.length - 1)
  const setOf = Int32Array.from(sets.principal, (_, e) => Math.floor(e / perSet))
  writeFileSync(join(folder, 'memberships'), lines([graph.member, graph.group]))
  writeFileSync(
    join(folder, 'items'),
    lines([Int32Array.from(items.set, (_, i) => i), items.set, items.inScope]),
  )
  writeFileSync(join(folder, 'entries'), lines([setOf, sets.principal]))
}

/** What the process that answers has used of the CPU so far. */
const USED = `SELECT pg_read_file('/proc/' || pg_backend_pid() || '/stat', 0, 10000, false)`

const script = ({ graph }: BenchWorld, folder: string): string[] => [
  'CREATE TEMP TABLE memberships (member int, grp int)',
  'CREATE TEMP TABLE items (item int, grant_set int, in_scope int)',
  'CREATE TEMP TABLE entries (grant_set int, principal int)',
  ...['memberships', 'items', 'entries'].map((table) => `\\copy ${table} FROM '${join(folder, table)}'`),
  `CREATE TEMP TABLE grants AS ${GRANT_ROWS}`,
  'CREATE INDEX ON memberships (member)',
  'CREATE INDEX ON memberships (grp)',
  'ANALYZE',
  USED,
  `CREATE TEMP TABLE closure AS ${closureSql(graph.groupStart, 'rows')}`,
  USED,
  hashSql('closure')
    .replaceAll('::UBIGINT', '::numeric')
    .replace(/lower\(to_hex\((.*)::numeric\)\)/s, 'to_hex(($1)::bigint)'),
]

/** Of `/proc/<pid>/stat`: user and system time, in ticks, behind the name in parentheses. */
const ticksOf = (stat: string): number => {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[11]) + Number(fields[12])
}

const timeOf = (stdout: string): PeerTime => {
  const [before = '', after = '', answer = ''] = stdout.split('\n').filter((line) => line.trim() !== '')
  return { milliseconds: (ticksOf(after) - ticksOf(before)) * TICK_MS, answer: answer.trim() }
}
