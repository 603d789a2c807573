import { AuditEntry } from './entities/audit-entry.js'
import { Directory } from './entities/directory.js'
import { Export } from './entities/export.js'
import { Job } from './entities/job.js'
import { JobException } from './entities/job-exception.js'
import { JobUpload } from './entities/job-upload.js'
import { Run } from './entities/run.js'
import { SavedView } from './entities/saved-view.js'
import { Session } from './entities/session.js'
import { SignInCode } from './entities/sign-in-code.js'
import { Token } from './entities/token.js'
import { Upload } from './entities/upload.js'
import { First1763683200000 } from './migrations/0001-first.js'
import { JobExceptions1763769600000 } from './migrations/0002-job-exceptions.js'
import { RunPace1763856000000 } from './migrations/0003-run-pace.js'
import { SavedViews1763942400000 } from './migrations/0004-saved-views.js'
import { Uploads1764028800000 } from './migrations/0005-uploads.js'
import { Directories1764288000000 } from './migrations/0008-directories.js'
import { Exports1764201600000 } from './migrations/0007-exports.js'

/** Everything the control store keeps, and how each version of it came about, oldest first. */
export const entities = [
  Job,
  Run,
  Token,
  Session,
  SignInCode,
  AuditEntry,
  JobException,
  Upload,
  JobUpload,
  SavedView,
  Directory,
  Export,
]
export const migrations = [
  First1763683200000,
  JobExceptions1763769600000,
  RunPace1763856000000,
  SavedViews1763942400000,
  Uploads1764028800000,
  Directories1764288000000,
  Exports1764201600000,
]
