import type { ControlStore } from '../control/control-store.js'
import { loadJob } from '../inputs/job/load-job.js'
import { Problem } from '../problem.js'
import type { RunSupervisor } from '../workers/run-supervisor.js'

/** Makes the job of a file known and starts a run of it, or goes on with its run that stopped. A refusal is told. */
export const beginRun = async (
  { control, supervisor }: { control: ControlStore; supervisor: Pick<RunSupervisor, 'start' | 'resume'> },
  jobFile: string,
): Promise<void> => {
  try {
    const job = await control.jobs.save(await loadJob(jobFile))
    const [latest] = await control.runs.latestOf([job.id])
    const run =
      latest?.state === 'STOPPED' ? await supervisor.resume(latest.id) : await supervisor.start(job.id)
    console.log(`Run ${run.number} of ${job.name} is under way; the page shows it.\n`)
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault
    console.error(fault.line)
  }
}
