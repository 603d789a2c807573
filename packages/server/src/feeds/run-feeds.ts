import { join } from 'node:path'
import type { ControlStore } from '../control/control-store.js'
import type { Run } from '../control/entities/run.js'
import { LOG_FILE } from '../pipeline/run-log.js'
import type { Supervisor } from '../workers/supervisor.js'
import { Feeds } from './feeds.js'
import type { ReadMeter } from './log-tail.js'

/** The feeds of runs, whose logs move from `work/` to `runs/`. */
export const runFeeds = (
  { runs }: ControlStore,
  supervisor: Pick<Supervisor<Run>, 'watch'>,
  dataFolder: string,
  meter: ReadMeter,
): Feeds<Run> =>
  new Feeds<Run>(
    {
      get: (id) => runs.get(id),
      watch: (id, changed) => supervisor.watch(id, changed),
      logPlaces: (id) => ['work', 'runs'].map((folder) => join(dataFolder, folder, id, LOG_FILE)),
    },
    meter,
  )
