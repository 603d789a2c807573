import type { SCHEMA_VERSION, MappingPlan, Phase, RunSummary } from '@crosswalk/core'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JobDefinition } from '../../inputs/job/job.js'
import type { ReadCounts } from '../../inputs/rows.js'
import type { HashedInput } from '../read/inputs.js'

export interface TableEntry {
  name: string
  rows: number
  bytes: number
  sha256: string
}

/** `manifest.json` of a run folder; written last, so a folder with a manifest is complete. */
export interface RunManifest {
  schemaVersion: typeof SCHEMA_VERSION
  run: { id: string; number: number; jobId: string }
  job: JobDefinition
  plan: MappingPlan
  wipe: boolean
  fingerprint: string
  contentKey: string
  previous: string | null
  engine: { crosswalk: number; duckdb: string; unicode: string }
  inputs: Omit<HashedInput, 'path'>[]
  phases: { phase: Phase; milliseconds: number }[]
  counts: ReadCounts
  tables: TableEntry[]
  summary: RunSummary
}

export const MANIFEST = 'manifest.json'

export const readManifest = (folder: string): RunManifest =>
  JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')) as RunManifest
