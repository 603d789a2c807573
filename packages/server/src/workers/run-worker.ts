import { existsSync } from 'node:fs'
import { executeRun } from '../pipeline/run.js'
import type { RunSpec } from '../pipeline/spec.js'
import { WorkFolder } from '../pipeline/work-folder.js'
import { serveSupervisor } from './worker-runtime.js'

serveSupervisor<RunSpec>({
  isPublished: ({ publishTo }) => existsSync(publishTo),
  execute: ({ spec, folder, log, signal, events }) =>
    executeRun(spec, new WorkFolder(folder), log, signal, events),
})
