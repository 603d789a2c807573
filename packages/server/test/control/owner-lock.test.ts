import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { acquireOwnerLock, readOwner } from '../../src/control/owner-lock.js'
import { cleanUp, tempFolder } from './temp-folder.js'

const sqlite3 = createRequire(import.meta.url).resolve('sqlite3')
/** Another process that takes the lock as we do, says so, and stays. */
const holder = `
  const sqlite3 = require(${JSON.stringify(sqlite3)})
  const db = new sqlite3.Database(process.argv[1], () => db.run('BEGIN EXCLUSIVE', (e) => console.log(e ? 'no' : 'held')))
  setInterval(() => db, 1000)`

const hold = async (folder: string) => {
  const child = spawn(process.execPath, ['-e', holder, join(folder, 'owner.lock')])
  cleanUp(async () => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return child
}

describe('the lock on a data folder', () => {
  it('refuses a second owner, naming pid and address, until the first lets go', async () => {
    const folder = await tempFolder()
    const lock = await acquireOwnerLock(folder, '2026-11-21T10:00:00.000Z')
    await lock.announce('http://127.0.0.1:4680', 'http://127.0.0.1:4680')
    await expect(acquireOwnerLock(folder, 'later')).rejects.toMatchObject({
      code: 'DATA_IN_USE',
      exitCode: 3,
      message: expect.stringMatching(`Process ${process.pid} .*http://127.0.0.1:4680`) as string,
    })
    await lock.release()
    expect(await readOwner(folder)).toBeNull()
    await (await acquireOwnerLock(folder, 'later')).release()
  })

  it('is the operating system’s: another process holds it, and its death lets go of it', async () => {
    const folder = await tempFolder()
    const child = await hold(folder)
    const owner = { pid: child.pid, startedAt: 'then', url: null, local: null, key: 'k' }
    await writeFile(join(folder, 'owner.json'), JSON.stringify(owner))
    await expect(acquireOwnerLock(folder, 'now')).rejects.toMatchObject({
      message: expect.stringContaining(`Process ${child.pid}`) as string,
    })
    child.kill('SIGKILL')
    await once(child, 'exit')
    const lock = await acquireOwnerLock(folder, 'now')
    expect(await readOwner(folder)).toEqual({
      ...{ pid: process.pid, startedAt: 'now', url: null, local: null },
      key: lock.key,
    })
    await lock.release()
  })
})
