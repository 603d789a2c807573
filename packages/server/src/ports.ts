import type {
  Filter,
  MappingReason,
  Outcome,
  OutcomeReason,
  Policy,
  PrincipalKind,
  Relation,
  Resolution,
} from '@crosswalk/core'

import type { Run } from './control/entities/run.js'

/** A part of a report in its reading order: the rows after a cursor, or those before it. */
export interface PageRequest {
  readonly size: number
  readonly direction: 'forward' | 'backward'
  readonly cursor: string | null
}

export interface RowPage<R> {
  readonly rows: readonly { readonly cursor: string; readonly row: R }[]
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
}

export interface ReportRequest {
  readonly filter: Filter
  readonly page: PageRequest
}

export interface IdentityParts {
  readonly id: string | null
  readonly username: string | null
  readonly name: string | null
  readonly caption: string | null
}

/** A row of the user mappings report. */
export interface MappingRow {
  readonly rowId: number
  readonly kind: PrincipalKind
  readonly source: IdentityParts
  readonly destination: IdentityParts | null
  readonly resolution: Resolution
  readonly reason: MappingReason | null
  /** Bits of `MappingFlag`. */
  readonly flags: number
  readonly itemsDirect: number
  readonly itemsEffective: number
}

/** A row of the principal migration report. */
export interface OutcomeRow {
  readonly rowId: number
  readonly kind: PrincipalKind | null
  readonly authorizableId: string | null
  readonly principalName: string | null
  readonly name: string | null
  readonly caption: string | null
  readonly path: string | null
  readonly outcome: Outcome
  readonly relation: Relation | null
  readonly reason: OutcomeReason | null
  readonly conflicts: readonly { field: string; sourceValue: string; targetPrincipal: string }[]
  readonly triggerPath: string | null
  readonly triggerPolicy: Policy | null
  /** Name of the principal on the content; null where it is this one. */
  readonly triggerPrincipal: string | null
  readonly triggerCount: number
  readonly resolution: Resolution | null
  /** Bits of `OutcomeFlag`. */
  readonly flags: number
  readonly itemsDirect: number
  readonly itemsEffective: number
}

/** What the API asks of finished runs. A cursor that does not fit is refused as `BAD_CURSOR`. */
export interface Warehouse {
  mappings(runId: string, request: ReportRequest): Promise<RowPage<MappingRow>>
  outcomes(runId: string, request: ReportRequest): Promise<RowPage<OutcomeRow>>
  /** How many rows of the filter's report it lets through. */
  count(runId: string, filter: Filter): Promise<number>
  /** Settles if the engine answers. */
  ping(): Promise<void>
  close(): Promise<void>
}

export interface StartSettings {
  /** Absent or null: as the job says. */
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
  /** Stops what is under way, keeping what was done, and lets go of the workers. */
  close(): Promise<void>
}
