import { AsyncLocalStorage } from 'node:async_hooks'

import sqlite3 from 'sqlite3'
import { DataSource, type EntityManager } from 'typeorm'

import { databaseProblem } from './database-problem.js'
import { entities, migrations } from './schema.js'
import { checkSqliteVersion } from './sqlite-version.js'

/** The control database. Nothing outside `control/` sees more of it than this, and nothing but this sees SQLite. */
export interface Database {
  /**
   * Runs `work` alone in a transaction, after all writes asked for before; it is on disk when the promise
   * settles. Every write goes through here: TypeORM shares one query runner over SQLite, so a write beside an
   * open transaction would vanish with its rollback. A write within a write is refused, for it would never end.
   */
  write<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>
  /** Reads what is committed, on a connection of its own that cannot write. */
  read<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>
  /** SQL that would bring the tables to the entities: empty, or a migration is missing. */
  drift(): Promise<string[]>
  close(): Promise<void>
}

const source = (file: string): DataSource =>
  new DataSource({
    type: 'sqlite',
    driver: sqlite3,
    database: file,
    enableWAL: true,
    busyTimeout: 5000,
    entities,
    migrations,
    migrationsTransactionMode: 'each',
    synchronize: false,
  })

const settings = ['PRAGMA synchronous = FULL', 'PRAGMA trusted_schema = OFF', 'PRAGMA foreign_keys = ON']

const connect = async (file: string, more: readonly string[] = []): Promise<DataSource> => {
  const opened = await source(file).initialize()
  for (const statement of [...settings, ...more]) await opened.query(statement)
  return opened
}

/**
 * Opens the control database, making or migrating it first.
 *
 * @throws Problem `SQLITE_TOO_OLD`, `NO_PERMISSION`, `DISK_FULL` or `CONTROL_BROKEN`.
 */
export async function openDatabase(file: string): Promise<Database> {
  const opened: DataSource[] = []
  try {
    const writer = await connect(file)
    opened.push(writer)
    await checkSqliteVersion(writer)
    await writer.runMigrations()
    const reader = await connect(file, ['PRAGMA query_only = ON'])
    opened.push(reader)
    return database(writer, reader)
  } catch (cause) {
    for (const one of opened) await one.destroy()
    throw databaseProblem(cause, file)
  }
}

/**
 * TypeORM begins transactions without the write lock; one that reads first would fail, at once and whatever the
 * busy timeout, if another process wrote meanwhile. A write that changes nothing takes the lock first.
 */
const TAKE_WRITE_LOCK = 'DELETE FROM "audit_entries" WHERE 1 = 0'

const writing = new AsyncLocalStorage<true>()

/**
 * A connection on which SQLite refused a transaction (a full disk, say) is given up for a new one: whether it was
 * rolled back TypeORM does not know, and writes within what it then takes for a transaction would be acknowledged and
 * lost.
 */
function database(first: DataSource, reader: DataSource): Database {
  const file = String(first.options.database)
  let writer = first
  let tail: Promise<unknown> = Promise.resolve()
  let closing: Promise<void> | undefined
  const end = async (): Promise<void> => {
    await tail
    await reader.destroy()
    if (writer.isInitialized) await writer.destroy()
  }
  return {
    write(work) {
      if (writing.getStore()) throw new Error('A control write was asked for within a control write.')
      const transaction = async () => {
        if (!writer.isInitialized) writer = await connect(file)
        try {
          return await writer.transaction(async (manager) => {
            await manager.query(TAKE_WRITE_LOCK)
            return work(manager)
          })
        } catch (cause) {
          if (databaseProblem(cause, file) !== cause) await writer.destroy()
          throw cause
        }
      }
      const done = tail.then(() => writing.run(true, transaction))
      tail = done.catch(() => undefined)
      return done.catch((cause: unknown) => {
        throw databaseProblem(cause, file)
      })
    },
    async read(work) {
      return work(reader.manager)
    },
    async drift() {
      const log = await writer.driver.createSchemaBuilder().log()
      return log.upQueries.map(({ query }) => query)
    },
    close: () => (closing ??= end()),
  }
}
