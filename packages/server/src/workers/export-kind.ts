import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ControlStore } from '../control/control-store.js'
import type { Export } from '../control/entities/export.js'
import { EXPORT_MANIFEST, readExportManifest } from '../exports/export-folder.js'
import type { ExportSpec } from '../exports/spec.js'
import type { Kind } from './kind.js'
import { heapMegabytes } from './memory.js'

export interface ExportLimits {
  /** As DuckDB reads it, e.g. `1GB`. */
  memory: string
  threads: number
}

/** Keeps a run from being deleted until the answer is called. @throws Problem `NOT_FOUND` */
export type Pin = (runId: string) => Promise<() => void>

/** Exports as the supervisor carries them out: `exports/<id>` is done once it has a manifest. */
export const exportKind = (
  control: ControlStore,
  dataFolder: string,
  limits: ExportLimits,
  pin: Pin,
): Kind<Export> => {
  const { exports } = control
  const folderOf = (id: string): string => join(dataFolder, 'exports', id)
  const pins = new Map<string, (() => void)[]>()
  const release = (id: string): void => {
    for (const unpin of pins.get(id) ?? []) unpin()
    pins.delete(id)
  }
  const hold = async (id: string, runs: Export['settings']['runs']): Promise<void> => {
    const held: (() => void)[] = []
    pins.set(id, held)
    try {
      for (const run of runs) held.push(await pin(run.id))
    } catch (error) {
      release(id)
      throw error
    }
  }
  return {
    name: 'export',
    title: ({ id }) => `export ${id}`,
    worker: new URL('./export-worker.js', import.meta.url),
    slots: 1,
    store: {
      get: (id) => exports.get(id),
      inStates: (states) => exports.inStates(states),
      transition: (id, to, patch) => exports.transition(id, to, patch),
      progress: (id, { done, total, bytes = null, rate }, saved) =>
        exports.progress(id, { rowsDone: done, rowsTotal: total, bytesDone: bytes, rate }, saved),
    },
    workFolder: folderOf,
    async assign({ id, settings }) {
      await hold(id, settings.runs)
      const runsFolder = join(dataFolder, 'runs')
      const spec: ExportSpec = { exportId: id, ...settings, runsFolder, ...limits }
      return { folder: folderOf(id), spec, heapMegabytes: heapMegabytes(limits.memory) }
    },
    isPublished: (id) => existsSync(join(folderOf(id), EXPORT_MANIFEST)),
    async finish(id) {
      release(id)
      const { totalRows, totalBytes } = readExportManifest(folderOf(id))
      const totals = { rowsTotal: totalRows, rowsDone: totalRows, bytesDone: totalBytes }
      return exports.transition(id, 'FINISHED', totals)
    },
    unpublished: release,
  }
}
