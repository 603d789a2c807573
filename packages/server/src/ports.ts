import type { Export } from './control/entities/export.js'
import type { Run } from './control/entities/run.js'
import type { NewExport } from './control/exports.js'
import type { Warehouse as Engine } from './warehouse/warehouse.js'

/** What the API asks of finished runs. */
export type Warehouse = Pick<
  Engine,
  | 'page'
  | 'window'
  | 'facets'
  | 'moves'
  | 'counterpart'
  | 'runs'
  | 'sizes'
  | 'count'
  | 'row'
  | 'explainMapping'
  | 'nearMisses'
  | 'explanations'
  | 'permissionCount'
  | 'permissions'
  | 'differingRows'
>

/** What a start may ask for; absent or null: as the job says. */
export interface StartSettings {
  readonly mapUsers?: boolean | null
  readonly wipe?: boolean | null
  readonly idempotencyKey?: string | null
}

/** What the API asks of whoever carries runs out. */
export interface RunSupervisor {
  /** @throws Problem `NOT_FOUND`, `RUN_IN_PROGRESS`, `IDEMPOTENCY_KEY_REUSED` or one of the job's inputs. */
  start(jobId: string, settings: StartSettings): Promise<Run>
  /** @throws Problem `NOT_FOUND`, `ILLEGAL_STATE` or `RUN_IN_PROGRESS` */
  resume(runId: string): Promise<Run>
  /** @throws Problem `NOT_FOUND` or `ILLEGAL_STATE` */
  stop(runId: string): Promise<Run>
}

/** What the API asks of whoever carries exports out. */
export interface ExportSupervisor {
  /** @throws Problem `IDEMPOTENCY_KEY_REUSED` */
  start(wanted: NewExport): Promise<Export>
  /** @throws Problem `NOT_FOUND`, `ILLEGAL_STATE` */
  resume(id: string): Promise<Export>
  /** @throws Problem `NOT_FOUND`, `ILLEGAL_STATE` */
  stop(id: string): Promise<Export>
}
