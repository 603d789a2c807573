import type { Run } from '../control/entities/run.js'
import { Problem } from '../problem.js'

/** @throws Problem `RUN_NOT_FINISHED` */
export function requireFinished(run: Run): void {
  if (run.state !== 'FINISHED')
    throw new Problem(
      'RUN_NOT_FINISHED',
      `Run ${run.number} is ${run.state.toLowerCase()}; its reports can be read once it has finished.`,
    )
}
