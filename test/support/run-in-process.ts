import { planFromJob } from '@crosswalk/core'
import { RunLog, WorkFolder, executeRun, loadJob } from '@crosswalk/server'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

const NOTHING = (): void => undefined

/**
 * The first run of a bare package, carried out here instead of in a worker process: where a test is about many
 * reports and not about how runs are started. Its folder is `runs/<run>` below `data`.
 */
export const runInProcess = async (path: string, data: string, run: string): Promise<void> => {
  const [work, runs] = [join(data, 'work', run), join(data, 'runs')]
  for (const folder of [work, runs]) mkdirSync(folder, { recursive: true })
  const job = await loadJob(path)
  const folder = new WorkFolder(work)
  const log = new RunLog(folder.file('log.ndjson'), () => new Date(), NOTHING)
  const spec = {
    ...{ runId: run, number: 1, jobId: `job_of_${run}`, job, exceptions: [], earlier: [] },
    plan: planFromJob(job.mapping, null),
    wipe: job.migration.wipe,
    ...{ memory: '512MB', threads: 1, publishTo: join(runs, run) },
    directories: { source: null, destination: null, missing: false },
  }
  const events = { phase: NOTHING, progress: NOTHING, checkpoint: NOTHING }
  try {
    await executeRun(spec, folder, log, new AbortController().signal, events)
  } finally {
    log.close()
  }
}
