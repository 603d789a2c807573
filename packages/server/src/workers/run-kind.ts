import type { Phase } from '@crosswalk/core'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { ControlStore } from '../control/control-store.js'
import type { Run } from '../control/entities/run.js'
import { readManifest } from '../pipeline/publish/manifest.js'
import { LOOKUPS_FILE, SOURCE_LOOKUPS_FILE } from '../directories/lookups.js'
import { LOG_FILE } from '../pipeline/run-log.js'
import { buildSpec } from './build-spec.js'
import type { Kind } from './kind.js'
import { heapMegabytes } from './memory.js'

/** Runs as the supervisor carries them out: `work/<runId>` becomes `runs/<runId>`. */
export const runKind = (control: ControlStore, dataFolder: string): Kind<Run> => {
  const { runs } = control
  const workFolder = (id: string): string => join(dataFolder, 'work', id)
  const runFolder = (id: string): string => join(dataFolder, 'runs', id)
  return {
    name: 'run',
    title: ({ number }) => `run ${number}`,
    worker: new URL('./run-worker.js', import.meta.url),
    slots: 1,
    store: {
      get: (id) => runs.get(id),
      inStates: (states) => runs.inStates(states),
      transition: (id, to, patch) => runs.transition(id, to, patch),
      progress: (id, progress, saved) =>
        runs.progress(id, { ...progress, phase: progress.phase as Phase }, saved),
    },
    workFolder,
    async assign({ id }) {
      const spec = await buildSpec(control, dataFolder, id)
      return { folder: workFolder(id), spec, heapMegabytes: heapMegabytes(spec.memory) }
    },
    isPublished: (id) => existsSync(runFolder(id)),
    finish(id) {
      const { fingerprint, summary } = readManifest(runFolder(id))
      return runs.transition(id, 'FINISHED', { phase: 'PUBLISH', fingerprint, summary })
    },
    unpublished: (id) => dropUnread(workFolder(id)),
  }
}

const KEPT = [LOG_FILE, LOOKUPS_FILE, SOURCE_LOOKUPS_FILE]

/** A run whose inputs could not be read has nothing to keep but its log and what a live directory answered. */
const dropUnread = (folder: string): void => {
  if (!existsSync(folder) || existsSync(join(folder, 'phases'))) return
  for (const name of readdirSync(folder))
    if (!KEPT.includes(name)) rmSync(join(folder, name), { recursive: true, force: true })
}
