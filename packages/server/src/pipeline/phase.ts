import type { DuckDBConnection } from '@duckdb/node-api'
import type { Phase } from '@crosswalk/core'
import type { RunLog } from './run-log.js'
import type { RunSpec } from './spec.js'
import type { WorkFolder } from './work-folder.js'

/** What a phase is given. `stop` is raised between batches; a phase checks it through `progress`. */
export interface PhaseContext {
  readonly spec: RunSpec
  readonly folder: WorkFolder
  /** A scratch database of this phase alone; deleted when the phase ends. */
  readonly connection: DuckDBConnection
  readonly log: RunLog
  readonly signal: AbortSignal
  /** At safe points, as often as is convenient. @throws Stopped where the run is to stop. */
  progress(done: number, total: number | null): void
  /** As `progress`, of what is fsynced and will not be repeated when the run is resumed. */
  checkpoint(done: number, total: number | null): void
}

/**
 * One step of a run. It reads inputs and finished tables of earlier phases, writes finished tables, and
 * returns the facts later phases need; nothing else passes from phase to phase.
 */
export interface PhaseStep {
  readonly phase: Phase
  run(context: PhaseContext): Promise<{ rows: Record<string, number>; facts: Record<string, unknown> }>
}
