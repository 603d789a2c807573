import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'

/** A PostgreSQL to measure beside ours. */
export interface Postgres {
  /**
   * Runs a script of `psql`, statements without their semicolons and commands of a backslash.
   * Returns what it printed, tuples alone; throws what it complained of.
   */
  run(script: readonly string[]): string
  /** Milliseconds of each run of a statement, `count` times, without its rows. */
  times(statement: string, count: number): number[]
  stop(): void
}

const DEBIAN = '/usr/lib/postgresql'

/** Where PostgreSQL's server programs are; null where it is not installed. */
const serverPrograms = (): string | null => {
  const packaged = existsSync(DEBIAN)
    ? readdirSync(DEBIAN)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => path.join(DEBIAN, version, 'bin'))
    : []
  const folders = [...packaged, ...(process.env['PATH'] ?? '').split(path.delimiter)]
  return folders.find((folder) => existsSync(path.join(folder, 'initdb'))) ?? null
}

/** PostgreSQL refuses to serve as root: then it is the system's own user of it who does. */
const servedAs = (): { uid: number; gid: number } | null | undefined => {
  if (process.getuid?.() !== 0) return undefined
  const [uid, gid] = ['-u', '-g'].map((which) => spawnSync('id', [which, 'postgres'], { encoding: 'utf8' }))
  return uid?.status === 0 && gid?.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : null
}

const SETTINGS = "-c listen_addresses='' -c shared_buffers=512MB -c work_mem=512MB -c fsync=off"

/** A PostgreSQL of the bench's own, in a folder; null where it is not installed. */
export const startPostgres = (folder: string): Postgres | null => {
  const programs = serverPrograms()
  const user = servedAs()
  if (programs === null || user === null) return null
  const home = path.join(folder, 'postgres')
  mkdirSync(home, { mode: 0o700 })
  if (user) {
    chownSync(home, user.uid, user.gid)
    chmodSync(folder, 0o711)
  }
  const call = (program: string, args: string[]) =>
    spawnSync(path.join(programs, program), args, { ...user, cwd: home, stdio: 'ignore' }).status === 0
  const data = path.join(home, 'data')
  const control = ['-D', data, '-w', '-l', path.join(home, 'log'), '-o', `${SETTINGS} -k ${home}`]
  if (!call('initdb', ['-D', data, '-U', 'bench', '-A', 'trust', '--no-sync'])) return null
  if (!call('pg_ctl', ['start', ...control])) return null
  const run = (script: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync('psql', ['-qAtX', '-v', 'ON_ERROR_STOP=1'], {
      env: { ...process.env, PGHOST: home, PGUSER: 'bench', PGDATABASE: 'postgres' },
      input: script
        .map((line) => (line.startsWith('\\') ? line : `${line.replaceAll('\n', ' ')};`))
        .join('\n'),
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    })
    if (status !== 0) throw new Error(`psql: ${stderr}`)
    return stdout.trim()
  }
  return {
    run,
    times(statement, count) {
      const said = run(['\\timing on', '\\o /dev/null', ...Array.from({ length: count }, () => statement)])
      return [...said.matchAll(/^Time: ([\d.]+) ms/gm)].map(([, time]) => Number(time))
    },
    stop: () => void call('pg_ctl', ['stop', '-D', data, '-m', 'immediate', '-w']),
  }
}
