import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ControlStore } from '../control/control-store.js'
import { loadJob } from '../inputs/job/load-job.js'
import type { RunSupervisor } from '../workers/run-supervisor.js'

const POLL_MS = 200
const MARK = 'samples.done'

/**
 * Runs the sample jobs once a data folder, one after the other: a top-up needs the run before it. Interrupted,
 * it goes on at the next start with the first sample that has no run. A folder with jobs of its own gets none.
 */
export const seedSamples = async (
  { control, supervisor }: { control: ControlStore; supervisor: Pick<RunSupervisor, 'start'> },
  dataFolder: string,
  samplesFolder: string,
  stopped: Promise<void>,
): Promise<void> => {
  const mark = join(dataFolder, MARK)
  if (existsSync(mark)) return
  let going = true
  void stopped.then(() => (going = false))
  const { jobs } = JSON.parse(readFileSync(join(samplesFolder, 'jobs.json'), 'utf8')) as { jobs: string[] }
  const definitions = await Promise.all(jobs.map((path) => loadJob(join(samplesFolder, path))))
  const names = new Set(definitions.map(({ name }) => name))
  const present = await control.jobs.page({ limit: definitions.length + 1 })
  if (present.rows.some(({ name }) => !names.has(name))) return
  for (const [index, definition] of definitions.entries()) {
    if (!going) return
    console.log(`Running sample ${index + 1} of ${definitions.length}: ${definition.name} …`)
    const job = await control.jobs.save({ ...definition })
    const run = await supervisor.start(job.id, { idempotencyKey: `sample-${index}-${definition.name}` })
    while (going && ['QUEUED', 'RUNNING', 'STOPPING'].includes((await control.runs.get(run.id)).state))
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  if (!going) return
  writeFileSync(mark, '')
  console.log('The sample jobs have run; reload the page to see them.\n')
}
