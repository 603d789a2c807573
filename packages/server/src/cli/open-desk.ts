import { LocalDesk, type Desk } from '../desk/desk.js'
import { RemoteDesk } from '../desk/remote-desk.js'
import { readOwner } from '../control/owner-lock.js'
import { Problem } from '../problem.js'
import { openEmbedded } from './embedded.js'

export interface OpenDesk {
  readonly desk: Desk
  /** Whether a server carries the runs out; otherwise they live as long as this process. */
  readonly remote: boolean
  readonly close: () => Promise<void>
}

/**
 * The desk of a data folder: this process takes the folder, or asks the server that has it. `carriesOut`: whether an
 * own desk starts what is queued.
 * @throws Problem `DATA_IN_USE` where another command has it
 */
export const openDesk = async (dataFolder: string, carriesOut: boolean): Promise<OpenDesk> => {
  try {
    const { control, supervisor, feeds, close } = await openEmbedded(dataFolder, carriesOut)
    return { desk: new LocalDesk(control, supervisor, feeds), remote: false, close }
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'DATA_IN_USE') throw error
    const owner = await readOwner(dataFolder)
    if (owner?.local == null) throw error
    return { desk: new RemoteDesk(owner.local, owner.key), remote: true, close: async () => undefined }
  }
}
