import { UNICODE_VERSION } from '@crosswalk/core'
import { version as duckdbVersion } from '@duckdb/node-api'
import { ENGINE_VERSION } from '../engine.js'
import { canonicalJson, fingerprintOf } from '../fingerprint.js'
import type { PhaseContext } from '../phase.js'
import { readManifest } from '../publish/manifest.js'
import type { EarlierRun, RunSpec } from '../spec.js'
import type { HashedInput } from './inputs.js'

export interface RunIdentity {
  fingerprint: string
  /** Over what was read as source: equal keys are repetitions of one transfer, not top-ups. */
  contentKey: string
  previous: EarlierRun | null
}

/** The run's fingerprint, and the previous run a top-up builds on. */
export const fingerprintRun = async (
  { spec }: PhaseContext,
  inputs: readonly HashedInput[],
): Promise<RunIdentity> => {
  const contentKey = canonicalJson(inputs.filter(({ role }) => role === 'source').map(({ sha256 }) => sha256))
  const previous = spec.wipe ? null : previousRun(spec, contentKey)
  const fingerprint = fingerprintOf({
    engine: ENGINE_VERSION,
    duckdb: duckdbVersion(),
    unicode: UNICODE_VERSION,
    job: jobIdentity(spec),
    wipe: spec.wipe,
    inputs: inputs.map(({ role, format, sha256 }) => `${role}:${format}:${sha256}`),
    previous: previous === null ? null : readManifest(previous.folder).fingerprint,
  })
  return { fingerprint, contentKey, previous }
}

/**
 * The latest finished run that read other content. Running the same content again repeats a report; it is not
 * a second transfer, so it builds on the same previous run as the run it repeats.
 */
const previousRun = ({ earlier, job }: RunSpec, contentKey: string): EarlierRun | null => {
  if (job.migration.previous === 'none') return null
  if (job.migration.previous !== 'latest')
    return earlier.find(({ runId }) => runId === job.migration.previous) ?? null
  return earlier.find(({ folder }) => readManifest(folder).contentKey !== contentKey) ?? null
}

/** Limits, names and paths do not change a result. */
const jobIdentity = ({ job, plan }: RunSpec): unknown => ({
  platform: job.source.platform,
  instance: job.source.instance ?? null,
  destination: job.destination?.platform ?? null,
  hasTarget: job.target !== undefined && job.target !== null,
  preservation: job.preservation,
  selection: job.selection,
  migration: { previous: job.migration.previous !== 'none' },
  plan,
})
