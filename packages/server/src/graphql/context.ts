import type { Caller } from '../access/caller.js'
import type { Export } from '../control/entities/export.js'
import type { ExportService } from '../exports/export-service.js'
import type { ControlStore } from '../control/control-store.js'
import type { TestedValues } from '../directories/tested-values.js'
import type { ImportCheck } from '../exceptions/import-exceptions.js'
import type { JobService } from '../jobs/job-service.js'
import type { Run } from '../control/entities/run.js'
import type { Feeds } from '../feeds/feeds.js'
import type { RunSupervisor, Warehouse } from '../ports.js'
import type { ValidationService } from '../validation/validation-service.js'

/** What the application is made of; the same for every request. */
export interface Services {
  readonly control: ControlStore
  /** Which configurations of directories passed a test of late. */
  readonly tested: TestedValues
  readonly warehouse: Warehouse
  readonly supervisor: RunSupervisor
  readonly checkImport: ImportCheck
  readonly jobService: JobService
  readonly runFeeds: Feeds<Run>
  readonly exports: ExportService
  readonly validations: ValidationService
  readonly exportFeeds: Feeds<Export>
}

/** What a resolver gets. */
export interface Context extends Services {
  readonly caller: Caller | undefined
  /** Aborts when the client has gone away. */
  readonly signal: AbortSignal
  /** Ends the connection of a stream that does not take what it is sent; nothing outside streams. */
  readonly cut: () => void
}
