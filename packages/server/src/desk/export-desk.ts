import type { RunState } from '@crosswalk/core'
import type { ControlStore } from '../control/control-store.js'
import type { Export } from '../control/entities/export.js'
import type { ExportService } from '../exports/export-service.js'
import type { ExportRequest } from '../exports/request.js'

/** An export as commands show it. */
export interface DeskExport {
  id: string
  state: RunState
  rowsDone: number | null
  rowsTotal: number | null
  bytesDone: number | null
  progressRate: number | null
  problem: { code: string; message: string } | null
}

/** What commands ask of exports: of this process, or of the server that owns the data folder. */
export interface ExportDesk {
  /** @throws Problem as `ExportService.start` */
  start(request: ExportRequest): Promise<DeskExport>
  /** @throws Problem `NOT_FOUND`, `ILLEGAL_STATE` */
  resume(id: string): Promise<DeskExport>
  stop(id: string): Promise<DeskExport>
  get(id: string): Promise<DeskExport>
}

const shown = ({ problemCode, problemMessage, ...found }: Export): DeskExport => {
  const { id, state, rowsDone, rowsTotal, bytesDone, progressRate } = found
  const problem = problemCode === null ? null : { code: problemCode, message: problemMessage ?? problemCode }
  return { id, state, rowsDone, rowsTotal, bytesDone, progressRate, problem }
}

const ACTOR = 'command line'

export class LocalExportDesk implements ExportDesk {
  constructor(
    private readonly control: ControlStore,
    private readonly exports: ExportService,
  ) {}

  async start(request: ExportRequest): Promise<DeskExport> {
    return shown(await this.exports.start(request, ACTOR))
  }
  async resume(id: string): Promise<DeskExport> {
    return shown(await this.exports.resume(id))
  }
  async stop(id: string): Promise<DeskExport> {
    return shown(await this.exports.stop(id))
  }
  async get(id: string): Promise<DeskExport> {
    return shown(await this.control.exports.get(id))
  }
}
