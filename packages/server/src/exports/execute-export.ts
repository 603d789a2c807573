import { EXPORT_MANIFEST_VERSION } from '@crosswalk/core'
import type { ExportManifest, ExportPart } from '@crosswalk/core'
import { Stopped } from '../pipeline/stopped.js'
import type { RunLog } from '../pipeline/run-log.js'
import { Problem } from '../problem.js'
import type { Duck } from '../warehouse/duck.js'
import type { Source } from '../warehouse/export/legs.js'
import { findParts } from '../warehouse/export/ranges.js'
import { engineOf } from './engine.js'
import type { ExportFolder, ExportPlan } from './export-folder.js'
import { openSource } from './open-source.js'
import { requireFittingCells, requireOneSheet } from './sheet-limits.js'
import type { ExportSpec } from './spec.js'
import type { Done } from './tally.js'
import { writeParts } from './write-parts.js'

export interface ExportEvents {
  /** Told before the first byte: how much it will be. */
  planned: (totals: { rows: number; parts: number }) => void
  /** Rows of complete parts; bytes of these and of those under way. */
  progress: (done: Done) => void
  /** A part is complete and will not be written again. */
  saved: (done: Done) => void
}

/** What decides the content of the parts, and nothing else: not where they lie, nor how many threads write them. */
const settingsOf = (spec: ExportSpec): string => {
  const { report, clauses, affectedBy, sort, runs, columns, format, compression, byteOrderMark, partRows } =
    spec
  return JSON.stringify({
    report,
    clauses,
    affectedBy,
    sort,
    runs,
    columns,
    format,
    compression,
    byteOrderMark,
    partRows,
  })
}

/**
 * Executes an export in its folder, going on with the parts that are missing; under another engine version it starts
 * again. Throws `Stopped` when the signal is raised, `Problem` where the environment or the format refuses; complete
 * parts stay.
 */
export const executeExport = async (
  spec: ExportSpec,
  folder: ExportFolder,
  log: RunLog,
  signal: AbortSignal,
  events: ExportEvents,
): Promise<ExportManifest> => {
  const known = folder.manifest
  if (known !== null) return known
  folder.sweep()
  try {
    const { plan, source } = await prepare(spec, folder, log, signal)
    events.planned({ rows: plan.totalRows, parts: plan.parts.length })
    const { progress, saved } = events
    const parts = await writeParts({ spec, folder, log, source, plan, signal, progress, saved })
    const manifest = manifestOf(spec, plan, parts)
    log.write('info', 'EXPORT_FINISHED', { rows: manifest.totalRows, bytes: manifest.totalBytes })
    folder.complete(manifest)
    return manifest
  } catch (error) {
    if (signal.aborted && !(error instanceof Problem)) throw new Stopped()
    throw error
  } finally {
    folder.sweep()
  }
}

/** What there is to write: the rows staged where they must be, and the parts that they are cut into. */
const prepare = async (
  spec: ExportSpec,
  folder: ExportFolder,
  log: RunLog,
  signal: AbortSignal,
): Promise<{ plan: ExportPlan; source: Source }> => {
  const { duck, source } = await openSource(spec, folder.path, signal)
  try {
    return { plan: await planOf(spec, folder, log, duck, source, signal), source }
  } finally {
    duck.close()
  }
}

const planOf = async (
  spec: ExportSpec,
  folder: ExportFolder,
  log: RunLog,
  duck: Duck,
  source: Source,
  signal: AbortSignal,
): Promise<ExportPlan> => {
  const engine = await engineOf(duck)
  const settings = settingsOf(spec)
  const known = folder.plan
  const sameEngine = JSON.stringify(known?.engine) === JSON.stringify(engine)
  if (known !== null && sameEngine && known.settings === settings) {
    const complete = known.parts.filter(({ number }) => folder.finished(number) !== null).length
    log.write('info', 'EXPORT_RESUMED', { complete, parts: known.parts.length })
    return known
  }
  if (known !== null) log.write('warn', 'EXPORT_RESTARTED', { sameEngine })
  folder.restart()
  const parts = await findParts(duck, { name: 'plan export', signal }, source, spec.partRows)
  const totalRows = parts.reduce((total, { rows }) => total + rows, 0)
  if (spec.format === 'XLSX') {
    requireOneSheet(totalRows)
    await requireFittingCells(duck, spec, source, parts, signal)
  }
  const plan = { engine, settings, totalRows, parts }
  folder.writePlan(plan)
  log.write('info', 'EXPORT_STARTED', { rows: totalRows, parts: parts.length })
  return plan
}

const manifestOf = (spec: ExportSpec, plan: ExportPlan, parts: ExportPart[]): ExportManifest => ({
  version: EXPORT_MANIFEST_VERSION,
  export: spec.exportId,
  report: spec.report,
  filter: { version: 1, clauses: spec.clauses.map((clause) => ({ ...clause, values: [...clause.values] })) },
  ...(spec.affectedBy ? { affectedBy: { ...spec.affectedBy } } : {}),
  sort: spec.sort,
  runs: spec.runs.map((run) => ({ ...run })),
  columns: [...spec.columns],
  format: spec.format,
  compression: spec.compression,
  safe: spec.format === 'SAFE_CSV',
  byteOrderMark: spec.byteOrderMark,
  partRows: spec.partRows,
  totalRows: plan.totalRows,
  totalBytes: parts.reduce((total, { bytes }) => total + bytes, 0),
  engine: plan.engine,
  parts,
})
