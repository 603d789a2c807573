import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { iso, systemClock, type Clock } from './clock.js'
import { openControlStore, type ControlStore } from './control-store.js'
import { acquireOwnerLock } from './owner-lock.js'
import { RunTrash } from './run-trash.js'

/** A data folder that this process owns. */
export interface DataFolder {
  readonly control: ControlStore
  readonly trash: RunTrash
  /** Finished runs. */
  readonly runs: string
  /** Files sent to the server. */
  readonly uploads: string
  /** Opens what only commands on this computer may use. */
  readonly ownerKey: string
  /** Tells other processes where this one answers, people and commands. */
  announce(url: string, local: string): Promise<void>
  readonly exports: string
  /** What was compared last with reports made elsewhere; empty at first. */
  readonly validations: string
  close(): Promise<void>
}

const FOLDERS = ['runs', 'work', 'exports', 'uploads', 'trash', 'validations'] as const

/**
 * Takes a data folder: the lock first, then its folders, the control store, and what was left in the trash.
 *
 * @throws Problem `DATA_IN_USE`, or one of the store's.
 */
export async function openDataFolder(folder: string, clock: Clock = systemClock): Promise<DataFolder> {
  const lock = await acquireOwnerLock(folder, iso(clock()))
  try {
    await rm(join(folder, 'validations'), { recursive: true, force: true })
    for (const name of FOLDERS) await mkdir(join(folder, name), { recursive: true })
    const control = await openControlStore(folder, clock)
    const trash = new RunTrash(folder)
    await trash.recover(async (runId) => (await control.runs.find(runId)) !== null)
    return {
      control,
      trash,
      runs: join(folder, 'runs'),
      uploads: join(folder, 'uploads'),
      ownerKey: lock.key,
      announce: (url, local) => lock.announce(url, local),
      exports: join(folder, 'exports'),
      validations: join(folder, 'validations'),
      async close() {
        await control.close()
        await lock.release()
      },
    }
  } catch (fault) {
    await lock.release()
    throw fault
  }
}
