import type { Config } from '../config.js'
import type { ControlStore } from '../control/control-store.js'
import type { RunTrash } from '../control/run-trash.js'
import { UploadService } from '../uploads/upload-service.js'
import type { RunTables } from '../warehouse/run-tables.js'
import { JobInputs } from './job-inputs.js'
import { JobService } from './job-service.js'
import { RunRemoval } from './run-removal.js'

export interface JobsOptions {
  readonly config: Pick<Config, 'inputRoots' | 'uploadLimit'>
  readonly control: ControlStore
  /** Absolute folder of uploads. */
  readonly uploadFolder: string
  readonly trash: RunTrash
  readonly runs: RunTables
  /** Told of what goes wrong behind an answer. */
  readonly fault: (error: unknown) => void
}

export interface OpenJobs {
  readonly uploads: UploadService
  readonly jobService: JobService
  close(): Promise<void>
}

const EXPIRE_EVERY = 15 * 60_000

/** Jobs and the uploads they use, with what is done behind them from time to time. */
export async function openJobs(options: JobsOptions): Promise<OpenJobs> {
  const { config, control, uploadFolder, trash, runs, fault } = options
  const uploads = new UploadService({
    ...{ uploads: control.uploads, folder: uploadFolder, limit: config.uploadLimit },
  })
  await uploads.recover()
  const expiring = setInterval(() => void uploads.expire().catch(fault), EXPIRE_EVERY)
  expiring.unref()
  const removal = new RunRemoval(trash, runs, fault)
  const inputs = new JobInputs({
    ...{ uploads: control.uploads, uploadFolder, inputRoots: config.inputRoots },
  })
  return {
    uploads,
    jobService: new JobService(control, inputs, removal),
    async close() {
      clearInterval(expiring)
      await removal.idle()
    },
  }
}
