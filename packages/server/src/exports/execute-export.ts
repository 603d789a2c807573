import { EXPORT_MANIFEST_VERSION, partFileName } from '@crosswalk/core'
import type { ExportManifest, ExportPart } from '@crosswalk/core'
import { Stopped } from '../pipeline/stopped.js'
import type { RunLog } from '../pipeline/run-log.js'
import { Problem } from '../problem.js'
import type { Duck } from '../warehouse/duck.js'
import type { Source } from '../warehouse/export/legs.js'
import { findParts } from '../warehouse/export/ranges.js'
import type { PartRange } from '../warehouse/export/ranges.js'
import { engineOf } from './engine.js'
import type { ExportFolder, ExportPlan } from './export-folder.js'
import { openSource } from './open-source.js'
import { bytesSoFar, writePart } from './part-writer.js'
import { requireFittingCells, requireOneSheet } from './sheet-limits.js'
import type { ExportSpec } from './spec.js'

export interface Done {
  rows: number
  bytes: number
}

export interface ExportEvents {
  /** Told before the first byte: how much it will be. */
  planned(totals: { rows: number; parts: number }): void
  /** Rows of complete parts; bytes of these and of the part under way. */
  progress(done: Done): void
  /** A part is complete and will not be written again. */
  saved(done: Done): void
}

const WATCH_MS = 250

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
 * Executes an export in its folder, going on at the first missing part; under another engine version it starts
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
  const { duck, source } = await openSource(spec, folder.path, signal)
  try {
    const plan = await planOf(spec, folder, log, duck, source, signal)
    events.planned({ rows: plan.totalRows, parts: plan.parts.length })
    const parts = await writeParts(spec, folder, log, { duck, source, plan, signal, events })
    const manifest = manifestOf(spec, plan, parts)
    log.write('info', 'EXPORT_FINISHED', { rows: manifest.totalRows, bytes: manifest.totalBytes })
    folder.complete(manifest)
    return manifest
  } catch (error) {
    if (signal.aborted && !(error instanceof Problem)) throw new Stopped()
    throw error
  } finally {
    duck.close()
    folder.sweep()
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

interface Work {
  duck: Duck
  source: Source
  plan: ExportPlan
  signal: AbortSignal
  events: ExportEvents
}

/** Writes the missing parts in order; while the rows of one are written, the one before is digested and synced. */
const writeParts = async (
  spec: ExportSpec,
  folder: ExportFolder,
  log: RunLog,
  work: Work,
): Promise<ExportPart[]> => {
  const parts: ExportPart[] = []
  const done: Done = { rows: 0, bytes: 0 }
  const add = (part: ExportPart): void => {
    parts.push(part)
    done.rows += part.rows
    done.bytes += part.bytes
    work.events.saved({ ...done })
  }
  let completing = Promise.resolve()
  let rowsWritten = 0
  const bytes = (): number => done.bytes + rowsWritten
  try {
    for (const planned of work.plan.parts) {
      const known = folder.finished(planned.number)
      const complete =
        known === null
          ? await writeRows(spec, folder, log, work, planned, done, bytes)
          : () => Promise.resolve(known)
      await completing
      rowsWritten = known === null ? await bytesSoFar(temporaryOf(spec, folder, planned)) : 0
      completing = complete().then((part) => {
        rowsWritten = 0
        add(part)
      })
      completing.catch(() => undefined)
    }
  } finally {
    await completing
  }
  return parts
}

const fileOf = ({ format, compression }: ExportSpec, { number }: PartRange): string =>
  partFileName(number, format, compression)
const temporaryOf = (spec: ExportSpec, folder: ExportFolder, part: PartRange): string =>
  folder.file(`${fileOf(spec, part)}.tmp`)

/** Writes a part's rows; what is returned completes the part. `before` are the bytes of those before it. */
const writeRows = async (
  spec: ExportSpec,
  folder: ExportFolder,
  log: RunLog,
  { duck, source, signal, events }: Work,
  part: PartRange,
  done: Done,
  before: () => number,
): Promise<() => Promise<ExportPart>> => {
  if (signal.aborted) throw new Stopped()
  const path = temporaryOf(spec, folder, part)
  const tell = async () => events.progress({ ...done, bytes: before() + (await bytesSoFar(path)) })
  const watch = setInterval(() => void tell(), WATCH_MS)
  try {
    const { compression } = spec
    const complete = await writePart({ duck, shape: spec, compression, source, part, path, signal })
    return async () => {
      const { rows, first, last, number } = part
      const finished: ExportPart = { file: fileOf(spec, part), rows, first, last, ...(await complete()) }
      folder.finish(path, number, finished)
      log.write('info', 'PART_FINISHED', { part: number, rows, bytes: finished.bytes })
      return finished
    }
  } finally {
    clearInterval(watch)
  }
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
