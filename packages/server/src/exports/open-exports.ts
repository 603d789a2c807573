import type { Config } from '../config.js'
import type { ControlStore } from '../control/control-store.js'
import type { Warehouse } from '../warehouse/warehouse.js'
import { ExportSupervisor } from '../workers/export-supervisor.js'
import { ExportService } from './export-service.js'

export interface ExportsOptions {
  config: Pick<Config, 'data' | 'memory' | 'threads' | 'exportDays'>
  control: ControlStore
  warehouse: Warehouse
  fault: (error: unknown) => void
}

/** The exports of a data folder: what was interrupted is settled, what is queued starts, what is old goes. */
export const openExports = async ({ config, control, warehouse, fault }: ExportsOptions) => {
  const { data: dataFolder, memory, threads, exportDays: retentionDays } = config
  const supervisor = new ExportSupervisor({
    ...{ control, dataFolder, fault, limits: { memory, threads } },
    pin: async (runId) => (await warehouse.runs.pin(runId)).release,
  })
  const exports = new ExportService({ control, supervisor, warehouse, dataFolder, retentionDays })
  await supervisor.recover()
  await exports.open(fault)
  return {
    exports,
    supervisor,
    async close() {
      exports.close()
      await supervisor.close()
    },
  }
}
