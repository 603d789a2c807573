import { Problem } from '../problem.js'

const codeOf = (cause: unknown): string => {
  if (typeof cause !== 'object' || cause === null) return ''
  if ('code' in cause && typeof cause.code === 'string') return cause.code
  return 'driverError' in cause ? codeOf(cause.driverError) : ''
}

/** What SQLite refused, as a problem with a cure; anything else is given back as it is. */
export function databaseProblem(cause: unknown, file: string): unknown {
  switch (codeOf(cause)) {
    case 'SQLITE_FULL':
      return new Problem(
        'DISK_FULL',
        'The disk of the data folder is full. Make room and try again.',
        { file },
        { cause },
      )
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_READONLY':
    case 'SQLITE_PERM':
    case 'SQLITE_AUTH':
      return new Problem(
        'NO_PERMISSION',
        'The control store cannot be written. Give the user that runs Crosswalk write access to the data folder.',
        { file },
        { cause },
      )
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return new Problem(
        'CONTROL_BROKEN',
        'The control store is damaged or is not one of Crosswalk. Put it back from a backup, or move it away to ' +
          'start with an empty one; finished runs stay in the data folder.',
        { file },
        { cause },
      )
    default:
      return cause
  }
}
