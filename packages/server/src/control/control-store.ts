import { join } from 'node:path'

import { Audit } from './audit.js'
import { systemClock, type Clock } from './clock.js'
import { openDatabase } from './database.js'
import { Directories } from './directories.js'
import { Exports } from './exports.js'
import { JobExceptions } from './job-exceptions.js'
import { Jobs } from './jobs.js'
import { Runs } from './runs.js'
import { SavedViews } from './saved-views.js'
import { keyFileOf, SecretBox } from './secret-box.js'
import { Sessions } from './sessions.js'
import { Tokens } from './tokens.js'
import { Uploads } from './uploads.js'

/** The small, changing half of what Crosswalk keeps: `control.sqlite` in the data folder. */
export interface ControlStore {
  readonly clock: Clock
  readonly jobs: Jobs
  readonly exceptions: JobExceptions
  readonly directories: Directories
  readonly runs: Runs
  readonly exports: Exports
  readonly tokens: Tokens
  readonly sessions: Sessions
  readonly audit: Audit
  readonly uploads: Uploads
  readonly savedViews: SavedViews
  /** A secret key for a purpose, from the key file: it outlives the process. @throws Problem `KEY_FILE_UNSAFE` */
  keyFor(purpose: string): Buffer
  /** Settles if the store answers. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** @throws Problem as `openDatabase`. */
export async function openControlStore(
  dataFolder: string,
  clock: Clock = systemClock,
  keyFile = keyFileOf(dataFolder),
): Promise<ControlStore> {
  const database = await openDatabase(join(dataFolder, 'control.sqlite'))
  const secrets = new SecretBox(keyFile)
  return {
    clock,
    jobs: new Jobs(database, clock),
    exceptions: new JobExceptions(database, clock),
    directories: new Directories(database, clock, secrets),
    runs: new Runs(database, clock),
    exports: new Exports(database, clock),
    tokens: new Tokens(database, clock),
    sessions: new Sessions(database, clock),
    audit: new Audit(database, clock),
    uploads: new Uploads(database, clock),
    savedViews: new SavedViews(database, clock),
    keyFor: (purpose) => secrets.keyFor(purpose),
    async ping() {
      await database.read((manager) => manager.query('SELECT 1'))
    },
    close: () => database.close(),
  }
}
