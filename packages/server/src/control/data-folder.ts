import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { iso, systemClock, type Clock } from './clock.js'
import { openControlStore, type ControlStore } from './control-store.js'
import { acquireOwnerLock } from './owner-lock.js'

/** A data folder that this process owns. */
export interface DataFolder {
  readonly control: ControlStore
  /** Finished runs. */
  readonly runs: string
  /** Tells other processes where this one answers. */
  announce(url: string): Promise<void>
  close(): Promise<void>
}

const FOLDERS = ['runs', 'work', 'trash'] as const

/**
 * Takes a data folder: the lock first, then its folders, what was left in the trash, and the control store.
 *
 * @throws Problem `DATA_IN_USE`, or one of the store's.
 */
export async function openDataFolder(folder: string, clock: Clock = systemClock): Promise<DataFolder> {
  const lock = await acquireOwnerLock(folder, iso(clock()))
  try {
    for (const name of FOLDERS) await mkdir(join(folder, name), { recursive: true })
    for (const name of await readdir(join(folder, 'trash')))
      await rm(join(folder, 'trash', name), { recursive: true, force: true })
    const control = await openControlStore(folder, clock)
    return {
      control,
      runs: join(folder, 'runs'),
      announce: (url) => lock.announce(url),
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
