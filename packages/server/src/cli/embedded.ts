import type { ControlStore } from '../control/control-store.js'
import { openDataFolder } from '../control/data-folder.js'
import type { Run } from '../control/entities/run.js'
import type { Feeds } from '../feeds/feeds.js'
import { runFeeds } from '../feeds/run-feeds.js'
import { RunSupervisor } from '../workers/run-supervisor.js'

/** The application without its server: what a command uses when no server owns the data folder. */
export interface Embedded {
  control: ControlStore
  supervisor: RunSupervisor
  feeds: Feeds<Run>
  close: () => Promise<void>
}

/** Without a service log the terminal is told; messages of faults may quote data, their stacks do not help a user. */
export const tellFault = (error: unknown): void =>
  console.error(
    `A fault of Crosswalk: ${error instanceof Error ? error.name : 'unknown'}. Run the command again.`,
  )

/** Takes the data folder for this process; `carriesOut`: and starts what is queued. @throws Problem `DATA_IN_USE`. */
export const openEmbedded = async (dataFolder: string, carriesOut = true): Promise<Embedded> => {
  const folder = await openDataFolder(dataFolder)
  const { control } = folder
  const supervisor = new RunSupervisor({ control, dataFolder, fault: tellFault })
  const feeds = runFeeds(control, supervisor, dataFolder, { lines: () => undefined })
  await (carriesOut ? supervisor.recover() : supervisor.settleInterrupted())
  return {
    control,
    supervisor,
    feeds,
    async close() {
      feeds.close()
      await supervisor.close()
      await folder.close()
    },
  }
}
