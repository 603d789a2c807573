import type { ControlStore } from '../control/control-store.js'
import type { Export } from '../control/entities/export.js'
import type { NewExport } from '../control/exports.js'
import { exportKind, type ExportLimits, type Pin } from './export-kind.js'
import { Supervisor, type SupervisorOptions } from './supervisor.js'

export interface ExportSupervisorOptions extends SupervisorOptions {
  control: ControlStore
  dataFolder: string
  limits: ExportLimits
  pin: Pin
}

/** The supervisor of exports, which also makes them. */
export class ExportSupervisor extends Supervisor<Export> {
  readonly #control: ControlStore

  constructor({ control, dataFolder, limits, pin, fault }: ExportSupervisorOptions) {
    super(exportKind(control, dataFolder, limits, pin), { fault })
    this.#control = control
  }

  /** Queues a new export. @throws Problem `IDEMPOTENCY_KEY_REUSED` */
  async start(wanted: NewExport): Promise<Export> {
    const made = await this.#control.exports.create(wanted)
    this.wake()
    return made
  }
}
