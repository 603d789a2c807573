import { DuckDBInstance } from '@duckdb/node-api'
import type { DuckDBConnection } from '@duckdb/node-api'
import { keepByteOrderMarks } from './driver-text.js'
import { ConnectionPool } from './pool.js'
import { statementFailure, statementTimeout } from './statement-error.js'
import { bind, rowsOf } from './values.js'
import type { Params, Row } from './values.js'

export type { Param, Params, Row } from './values.js'

export interface DuckOptions {
  /**
   * A database file for tables that outlive nothing: no log is written, so each statement costs no wait for the disk,
   * and after a crash the file is rubbish. In memory where it is absent. Never open one file twice.
   */
  scratch?: string
  threads: number
  /** As DuckDB reads it, e.g. `1GB`. */
  memoryLimit: string
  /** Where what does not fit in memory is spilt. */
  tempDirectory?: string
  /** Statements that may run at once; further ones wait in line. Default 3. */
  connections?: number
  /** Only these folders can be read or written from then on, and no setting can be changed. */
  lockdown?: { allowedDirectories: readonly string[] }
  /** Optimizer passes to leave out, e.g. `in_clause` (it turns a filter into a join, which reorders rows). */
  disabledOptimizers?: readonly string[]
  /** Every file is read once: blocks are not kept for another reading. */
  readsOnce?: boolean
}

export interface StatementOptions {
  /** Names the statement in errors. */
  name: string
  signal?: AbortSignal
  timeoutMs?: number
}

/** A string as a SQL literal; for paths and settings, which cannot be parameters. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`
/** A name as a quoted SQL identifier. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Runs statements without results, e.g. DDL or COPY. */
export const execute = async (
  connection: DuckDBConnection,
  name: string,
  sql: string,
  params: Params = [],
) => {
  try {
    await connection.run(sql, ...bind(params))
  } catch (error) {
    throw statementFailure(name, error)
  }
}

/** One statement's rows, all in memory. Parameters are `$name` or `$1`. */
export const rows = async <R = Row>(
  connection: DuckDBConnection,
  name: string,
  sql: string,
  params: Params = [],
): Promise<R[]> => {
  try {
    const all: Row[] = []
    for await (const chunk of rowsOf(await connection.run(sql, ...bind(params)))) all.push(...chunk)
    return all as R[]
  } catch (error) {
    throw statementFailure(name, error)
  }
}

/** One statement's rows as they come, in chunks of up to 2,048. The connection must run nothing else meanwhile. */
export async function* stream<R = Row>(
  connection: DuckDBConnection,
  name: string,
  sql: string,
  params: Params = [],
): AsyncGenerator<R[]> {
  try {
    for await (const chunk of rowsOf(await connection.stream(sql, ...bind(params)))) yield chunk as R[]
  } catch (error) {
    throw statementFailure(name, error)
  }
}

/** A DuckDB of this process. `rows`, `execute` and `stream` borrow a pooled connection; `connect` gives one to keep. */
export class Duck {
  readonly #pool: ConnectionPool
  constructor(
    private readonly instance: DuckDBInstance,
    connections: number,
    /** A connection outside the pool, for appenders and scalar functions; the caller closes it. */
    readonly connect: () => Promise<DuckDBConnection>,
  ) {
    this.#pool = new ConnectionPool(connect, connections)
  }

  rows<R = Row>(options: StatementOptions, sql: string, params: Params = []): Promise<R[]> {
    return this.#borrow(options, (connection) => rows<R>(connection, options.name, sql, params))
  }

  execute(options: StatementOptions, sql: string, params: Params = []): Promise<void> {
    return this.#borrow(options, (connection) => execute(connection, options.name, sql, params))
  }

  /** Leaving the loop early, an abort or a timeout interrupts the statement and frees its connection. */
  async *stream<R = Row>(options: StatementOptions, sql: string, params: Params = []): AsyncGenerator<R[]> {
    const watch = watchAbort(options)
    const connection = await this.#pool.acquire(watch.signal).catch((error: unknown) => {
      throw watch.reason() ?? error
    })
    const stop = watch.interrupting(connection)
    try {
      yield* stream<R>(connection, options.name, sql, params)
    } catch (error) {
      throw watch.reason() ?? error
    } finally {
      stop()
      this.#pool.release(connection)
    }
  }

  close(): void {
    this.#pool.close()
    this.instance.closeSync()
  }

  async #borrow<T>(options: StatementOptions, use: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const watch = watchAbort(options)
    const connection = await this.#pool.acquire(watch.signal).catch((error: unknown) => {
      throw watch.reason() ?? error
    })
    const stop = watch.interrupting(connection)
    try {
      return await use(connection)
    } catch (error) {
      throw watch.reason() ?? error
    } finally {
      stop()
      this.#pool.release(connection)
    }
  }
}

const INTERRUPT_EVERY_MS = 20

/** An interrupt before the statement has begun is lost, so it is repeated until the statement has ended. */
const watchAbort = ({ signal, timeoutMs }: StatementOptions) => {
  const tooLong = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs)
  const signals = [signal, tooLong]
  const present = signals.filter((one) => one !== undefined)
  const any = present.length === 0 ? undefined : AbortSignal.any(present)
  return {
    signal: any,
    /** Why the statement was given up, if it was. */
    reason(): unknown {
      if (signal?.aborted) return signal.reason
      return tooLong?.aborted ? statementTimeout(timeoutMs ?? 0) : undefined
    },
    interrupting(connection: DuckDBConnection): () => void {
      let timer: NodeJS.Timeout | undefined
      const begin = () => {
        connection.interrupt()
        timer = setInterval(() => connection.interrupt(), INTERRUPT_EVERY_MS)
      }
      if (any?.aborted) begin()
      else any?.addEventListener('abort', begin, { once: true })
      return () => {
        clearInterval(timer)
        any?.removeEventListener('abort', begin)
      }
    },
  }
}

/** Connections whose tables are those of the scratch file, where there is one. */
const connector = async (instance: DuckDBInstance, scratch: string | undefined) => {
  if (scratch === undefined) return () => instance.connect()
  const first = await instance.connect()
  const attach = `ATTACH ${literal(scratch)} AS scratch (RECOVERY_MODE no_wal_writes)`
  await execute(first, 'attach scratch', attach)
  await execute(first, 'leave unsaved', 'PRAGMA disable_checkpoint_on_shutdown')
  first.closeSync()
  return async () => {
    const connection = await instance.connect()
    await execute(connection, 'use scratch', 'USE scratch')
    return connection
  }
}

const MARKED = '\uFEFFx'

/** Opens DuckDB offline (no extension is fetched), proves that strings arrive whole, and locks it down if asked. */
export const openDuck = async (options: DuckOptions): Promise<Duck> => {
  keepByteOrderMarks()
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    threads: String(options.threads),
    memory_limit: options.memoryLimit,
    ...(options.tempDirectory === undefined ? {} : { temp_directory: options.tempDirectory }),
  })
  const duck = new Duck(instance, options.connections ?? 3, await connector(instance, options.scratch))
  const set = (name: string, value: string) => duck.execute({ name: `set ${name}` }, `SET ${name} = ${value}`)
  await set('parquet_metadata_cache', 'true')
  if (options.readsOnce) await set('enable_external_file_cache', 'false')
  if (options.disabledOptimizers?.length)
    await set('disabled_optimizers', literal(options.disabledOptimizers.join(',')))
  if (options.lockdown) {
    await set('allowed_directories', `[${options.lockdown.allowedDirectories.map(literal).join(', ')}]`)
    await set('enable_external_access', 'false')
    await set('lock_configuration', 'true')
  }
  const [proof] = await duck.rows<{ text: string }>({ name: 'text proof' }, 'SELECT $1 AS text', [MARKED])
  if (proof?.text !== MARKED) throw new Error('The DuckDB driver in use drops a leading U+FEFF.')
  return duck
}
