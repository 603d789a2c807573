import type { ExceptionEntry, MappingPlan } from '@crosswalk/core'
import type { DirectoryAccess } from '../directories/settings.js'
import type { JobDefinition } from '../inputs/job/job.js'

/** A finished run of the same job that a top-up may build on, newest first in the spec. */
export interface EarlierRun {
  runId: string
  /** Its folder below `runs/`. */
  folder: string
}

/** Everything a worker is told about a run; the job is normalised, paths are absolute. */
export interface RunSpec {
  runId: string
  number: number
  jobId: string
  job: JobDefinition
  plan: MappingPlan
  /** Exceptions kept with the job, in the order of their keys; they come before those of its files. */
  exceptions: readonly ExceptionEntry[]
  wipe: boolean
  memory: string
  threads: number
  /** How to ask the live directories of the job, secrets included: only ever in memory. */
  directories: {
    source: DirectoryAccess | null
    destination: DirectoryAccess | null
    /** Whether nobody has configured the destination's: then mapping is off. */
    missing: boolean
  }
  /** `runs/<runId>`: where PUBLISH puts the folder. */
  publishTo: string
  earlier: readonly EarlierRun[]
}
