import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import sqlite3 from 'sqlite3'
import * as z from 'zod'

import { Problem } from '../problem.js'
import { databaseProblem } from './database-problem.js'

const Owner = z.object({
  pid: z.number().int(),
  startedAt: z.string(),
  url: z.string().nullable(),
  local: z.string().nullable(),
  key: z.string(),
})
/**
 * The process that owns a data folder; once it serves, `url` for people and `local` for commands on its computer. `key`
 * opens what only those may use; it is good while that process lives, and its file is for the folder's owner alone.
 */
export type Owner = z.infer<typeof Owner>

export interface OwnerLock {
  readonly key: string
  /** Tells others where this process answers. */
  announce(url: string, local: string): Promise<void>
  release(): Promise<void>
}

const open = (file: string): Promise<sqlite3.Database> =>
  new Promise((resolve, reject) => {
    const opened = new sqlite3.Database(file, (fault) => (fault ? reject(fault) : resolve(opened)))
  })
const run = (database: sqlite3.Database, statement: string): Promise<void> =>
  new Promise((resolve, reject) => {
    database.run(statement, (fault) => (fault ? reject(fault) : resolve()))
  })
const close = (database: sqlite3.Database): Promise<void> =>
  new Promise((resolve, reject) => {
    database.close((fault) => (fault ? reject(fault) : resolve()))
  })
const isBusy = (fault: unknown): boolean =>
  typeof fault === 'object' && fault !== null && 'code' in fault && fault.code === 'SQLITE_BUSY'

/** Who owns the folder, as far as `owner.json` says; it outlives a process that was killed. */
export async function readOwner(folder: string): Promise<Owner | null> {
  try {
    return Owner.parse(JSON.parse(await readFile(join(folder, 'owner.json'), 'utf8')))
  } catch {
    return null
  }
}

const writeOwner = async (folder: string, owner: Owner): Promise<void> => {
  const temporary = join(folder, `owner.json.${owner.pid}`)
  await writeFile(temporary, `${JSON.stringify(owner)}\n`, { mode: 0o600 })
  await rename(temporary, join(folder, 'owner.json'))
}

const inUse = (owner: Owner | null): Problem => {
  const who = owner === null ? 'Another process' : `Process ${owner.pid} (since ${owner.startedAt})`
  const where = owner?.url == null ? '' : `, which answers at ${owner.url}`
  return new Problem(
    'DATA_IN_USE',
    `${who} uses this data folder${where}. Use that one, stop it, or choose another folder with CROSSWALK_DATA.`,
  )
}

/**
 * Takes the data folder for the life of this process, making it first. The lock is the operating system's, held
 * by an open exclusive transaction on `owner.lock`, so that any end of the process lets go of it.
 *
 * @throws Problem `DATA_IN_USE` naming pid and address, `NO_PERMISSION` or `DISK_FULL`.
 */
export async function acquireOwnerLock(folder: string, startedAt: string): Promise<OwnerLock> {
  const file = join(folder, 'owner.lock')
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    throw new Problem(
      'NO_PERMISSION',
      'The data folder cannot be made. Choose another with CROSSWALK_DATA.',
      { file: folder },
      { cause },
    )
  })
  const held = await open(file).catch((cause: unknown) => {
    throw databaseProblem(cause, file)
  })
  try {
    await run(held, 'BEGIN EXCLUSIVE')
  } catch (cause) {
    await close(held)
    throw isBusy(cause) ? inUse(await readOwner(folder)) : databaseProblem(cause, file)
  }
  const key = randomBytes(32).toString('base64url')
  const owner: Owner = { pid: process.pid, startedAt, url: null, local: null, key }
  await writeOwner(folder, owner)
  return {
    key,
    announce: (url, local) => writeOwner(folder, { ...owner, url, local }),
    async release() {
      await rm(join(folder, 'owner.json'), { force: true })
      await run(held, 'ROLLBACK')
      await close(held)
    },
  }
}
