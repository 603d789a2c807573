import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type ControlStore, openControlStore } from '../control/control-store.js'
import { acquireOwnerLock } from '../control/owner-lock.js'
import { RunSupervisor } from '../workers/supervisor.js'

/** The application without its server: what a command uses when no server owns the data folder. */
export interface Embedded {
  control: ControlStore
  supervisor: RunSupervisor
  close(): Promise<void>
}

/** Takes the data folder for this process. @throws Problem `DATA_IN_USE`. */
export const openEmbedded = async (dataFolder: string): Promise<Embedded> => {
  const lock = await acquireOwnerLock(dataFolder, new Date().toISOString())
  for (const name of ['runs', 'work', 'trash']) mkdirSync(join(dataFolder, name), { recursive: true })
  for (const name of readdirSync(join(dataFolder, 'trash')))
    rmSync(join(dataFolder, 'trash', name), { recursive: true, force: true })
  const control = await openControlStore(dataFolder)
  const supervisor = new RunSupervisor({ control, dataFolder, slots: 1 })
  await supervisor.recover()
  return {
    control,
    supervisor,
    async close() {
      await supervisor.close()
      await control.close()
      await lock.release()
    },
  }
}
