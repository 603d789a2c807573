import { Problem } from '../../problem.js'
import type { JobFile } from './job.js'
import type { KeyPath } from './yaml-place.js'

/**
 * Refuses what a job file may say and no reader of this version understands.
 * @throws Problem `INPUT_FORMAT_UNKNOWN`
 */
export const refuseUnsupported = (job: JobFile, file: string, line: (path: KeyPath) => number): void => {
  if (job.permissions !== null)
    throw new Problem(
      'INPUT_FORMAT_UNKNOWN',
      'This version cannot read permissions-csv; take permissions out of the job.',
      { file, line: line(['permissions']) },
    )
}
