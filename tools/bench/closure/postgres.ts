import { spawnSync, type SpawnSyncReturns } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashSql } from './ours.js'
import { closureSql } from './recursive-sql.js'
import type { BenchWorld } from './world.js'

export interface PeerTime {
  /** CPU time. */
  readonly milliseconds: number
  readonly answer: string
}

/** Who runs PostgreSQL where we are root, which it refuses to be. */
const NOBODY = 65_534
const INSTALLED = '/usr/lib/postgresql'
const TICK_MS = 10

const programs = (): string | null => {
  const { status, stdout } = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' })
  const versions = existsSync(INSTALLED) ? readdirSync(INSTALLED).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [status === 0 ? stdout.trim() : '', ...versions.map((one) => join(INSTALLED, one, 'bin'))]
  return folders.find((folder) => existsSync(join(folder, 'initdb'))) ?? null
}

/** A PostgreSQL of our own in a folder of its own, asked over a socket there; null where none is installed. */
export const postgresClosure = (world: BenchWorld): PeerTime | null => {
  const bin = programs()
  if (bin === null) return null
  const folder = mkdtempSync(join(tmpdir(), 'crosswalk-postgres-'))
  const asRoot = process.getuid?.() === 0
  const who = asRoot ? { uid: NOBODY, gid: NOBODY } : {}
  if (asRoot) chownSync(folder, NOBODY, NOBODY)
  const run = (program: string, args: readonly string[], input = ''): SpawnSyncReturns<string> => {
    const result = spawnSync(join(bin, program), args, {
      ...who,
      input,
      cwd: folder,
      encoding: 'utf8',
      stdio: ['pipe', program === 'pg_ctl' ? 'ignore' : 'pipe', 'pipe'],
    })
    if (result.status !== 0) throw new Error(`${program} failed: ${result.stderr}`)
    return result
  }
  const data = join(folder, 'data')
  try {
    run('initdb', ['-D', data, '-A', 'trust', '-U', 'bench', '--no-sync'])
    const settings = `-c listen_addresses= -k ${folder} -c shared_buffers=512MB -c work_mem=512MB -c fsync=off`
    run('pg_ctl', ['-D', data, '-w', '-l', join(folder, 'log'), '-o', settings, 'start'])
    try {
      writeTables(world, folder)
      const args = ['-qAtX', '-h', folder, '-U', 'bench', '-d', 'postgres', '-v', 'ON_ERROR_STOP=1']
      return timeOf(run('psql', args, script(world, folder)).stdout)
    } finally {
      run('pg_ctl', ['-D', data, '-m', 'immediate', 'stop'])
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
  writeFileSync(join(folder, 'items'), lines([items.set, items.inScope]))
  writeFileSync(join(folder, 'entries'), lines([setOf, sets.principal]))
}

/** What the process that answers has used of the CPU so far. */
const USED = `SELECT pg_read_file('/proc/' || pg_backend_pid() || '/stat', 0, 10000, false)`

const script = ({ graph }: BenchWorld, folder: string): string =>
  [
    'CREATE TEMP TABLE memberships (member int, grp int)',
    'CREATE TEMP TABLE items (grants int, in_scope int)',
    'CREATE TEMP TABLE entries (grants int, principal int)',
    ...['memberships', 'items', 'entries'].map((table) => `\\copy ${table} FROM '${join(folder, table)}'`),
    'CREATE INDEX ON memberships (member)',
    'CREATE INDEX ON memberships (grp)',
    'ANALYZE',
    USED,
    `CREATE TEMP TABLE closure AS ${closureSql(graph.groupStart)}`,
    USED,
    hashSql('closure')
      .replaceAll('::UBIGINT', '::numeric')
      .replace(/lower\(to_hex\((.*)::numeric\)\)/s, 'to_hex(($1)::bigint)'),
  ]
    .map((line) => (line.startsWith('\\') ? line : `${line.replaceAll('\n', ' ')};`))
    .join('\n')

/** Of `/proc/<pid>/stat`: user and system time, in ticks, behind the name in parentheses. */
const ticksOf = (stat: string): number => {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[11]) + Number(fields[12])
}

const timeOf = (stdout: string): PeerTime => {
  const [before = '', after = '', answer = ''] = stdout.split('\n').filter((line) => line.trim() !== '')
  return { milliseconds: (ticksOf(after) - ticksOf(before)) * TICK_MS, answer: answer.trim() }
}
