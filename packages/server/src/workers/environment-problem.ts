import { Problem } from '../problem.js'
import { engineProblem } from '../warehouse/statement-error.js'

/** What an error of the operating system or the engine means to a person, or null where it is a fault of ours. */
export const environmentProblem = (error: unknown): Problem | null => {
  if (!(error instanceof Error)) return null
  const { code, path } = error as NodeJS.ErrnoException
  const where = path === undefined ? {} : { file: path }
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new Problem('DISK_FULL', 'The disk is full; free some space and resume.', where, { cause: error })
  if (code === 'ENOMEM')
    return new Problem('OUT_OF_MEMORY', 'The computer is out of memory; free some and resume.', where, {
      cause: error,
    })
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new Problem(
      'NO_PERMISSION',
      'The file or folder may not be used; correct its permissions and resume.',
      where,
      {
        cause: error,
      },
    )
  if (code === 'ENOENT')
    return new Problem('INPUT_MISSING', 'The file is gone; put it back and resume.', where, { cause: error })
  return engineProblem(error)
}
