import { readConfig } from '../config.js'
import { openDataFolder } from '../control/data-folder.js'
import { readOwner } from '../control/owner-lock.js'
import { LocalExportDesk, type ExportDesk } from '../desk/export-desk.js'
import { RemoteExportDesk } from '../desk/remote-export-desk.js'
import { openExports } from '../exports/open-exports.js'
import { Problem } from '../problem.js'
import { createWarehouse } from '../warehouse/warehouse.js'
import { tellFault } from './embedded.js'

export interface OpenExportDesk {
  readonly desk: ExportDesk
  readonly close: () => Promise<void>
}

/** This process takes the data folder, or asks the server that has it. @throws Problem `DATA_IN_USE` */
export const openExportDesk = async (data: string): Promise<OpenExportDesk> => {
  try {
    return await openLocal(data)
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'DATA_IN_USE') throw error
    const owner = await readOwner(data)
    if (owner?.local == null) throw error
    return { desk: new RemoteExportDesk(owner.local, owner.key), close: async () => undefined }
  }
}

const openLocal = async (data: string): Promise<OpenExportDesk> => {
  const folder = await openDataFolder(data)
  const config = { ...readConfig(process.env), data }
  const { memory: memoryLimit, threads } = config
  const warehouse = await createWarehouse({ runsFolder: folder.runs, threads, memoryLimit })
  const { control } = folder
  const opened = await openExports({ config, control, warehouse, fault: tellFault })
  return {
    desk: new LocalExportDesk(control, opened.exports),
    async close() {
      await opened.close()
      warehouse.close()
      await folder.close()
    },
  }
}
