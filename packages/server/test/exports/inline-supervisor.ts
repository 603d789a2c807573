import { isResumable } from '@crosswalk/core'
import { join } from 'node:path'
import type { ControlStore } from '../../src/control/control-store.js'
import { ExportFolder } from '../../src/exports/export-folder.js'
import type { ExportSupervisor } from '../../src/ports.js'
import { exportTo } from './support.js'

/** Carries exports out in this process, each as soon as it is asked for. */
export const inlineSupervisor = (
  { exports }: ControlStore,
  dataFolder: string,
  runsFolder: string,
): ExportSupervisor => {
  const execute = async (id: string) => {
    const { settings } = await exports.transition(id, 'RUNNING')
    const folder = new ExportFolder(join(dataFolder, 'exports', id))
    const spec = { exportId: id, ...settings, runsFolder, memory: '256MB', threads: 2 }
    const { manifest } = await exportTo(folder.path, spec)
    const { totalRows, totalBytes } = manifest
    return exports.transition(id, 'FINISHED', {
      ...{ rowsTotal: totalRows, rowsDone: totalRows, bytesDone: totalBytes },
    })
  }
  return {
    start: async (wanted) => {
      const { id, state } = await exports.create(wanted)
      return state === 'QUEUED' ? execute(id) : exports.get(id)
    },
    async resume(id) {
      const { state } = await exports.get(id)
      if (isResumable(state)) await exports.transition(id, 'QUEUED')
      return execute(id)
    },
    stop: async (id) => exports.transition(id, 'STOPPING'),
  }
}
