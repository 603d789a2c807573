import { join } from 'node:path'
import type { ControlStore } from '../control/control-store.js'
import type { Export } from '../control/entities/export.js'
import { LOG_FILE } from '../pipeline/run-log.js'
import type { Supervisor } from '../workers/supervisor.js'
import { Feeds } from './feeds.js'
import type { ReadMeter } from './log-tail.js'

/** The feeds of exports, whose logs stay in their folders. */
export const exportFeeds = (
  { exports }: ControlStore,
  supervisor: Pick<Supervisor<Export>, 'watch'>,
  dataFolder: string,
  meter: ReadMeter,
): Feeds<Export> =>
  new Feeds<Export>(
    {
      get: (id) => exports.get(id),
      watch: (id, changed) => supervisor.watch(id, changed),
      logPlaces: (id) => [join(dataFolder, 'exports', id, LOG_FILE)],
    },
    meter,
  )
