import { executeExport } from '../exports/execute-export.js'
import { ExportFolder } from '../exports/export-folder.js'
import type { ExportSpec } from '../exports/spec.js'
import { serveSupervisor } from './worker-runtime.js'

const PHASE = 'EXPORT'

serveSupervisor<ExportSpec>({
  isPublished: () => false,
  async execute({ spec, folder, log, signal, events }) {
    let rows = 0
    events.phase(PHASE)
    await executeExport(spec, new ExportFolder(folder), log, signal, {
      planned(totals) {
        rows = totals.rows
        events.checkpoint(PHASE, 0, rows)
      },
      progress: (done) => events.progress(PHASE, done.rows, rows, done.bytes),
      saved: (done) => events.checkpoint(PHASE, done.rows, rows, done.bytes),
    })
  },
})
