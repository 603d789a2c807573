import { constants } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import { Problem } from '../../problem.js'

/** The file at `path` for reading, or the Problem that says why not. `label` is how messages name it. */
export const openInput = async (path: string, label: string): Promise<FileHandle> => {
  let handle: FileHandle
  try {
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  } catch (error) {
    throw openProblem(error, label)
  }
  const stat = await handle.stat()
  if (stat.isFile() && stat.size > 0) return handle
  await handle.close()
  if (stat.isDirectory()) {
    throw new Problem('INPUT_IS_DIRECTORY', 'This is a folder; name a file.', { file: label })
  }
  if (!stat.isFile()) {
    throw new Problem('INPUT_UNREADABLE', 'This is not a regular file.', { file: label })
  }
  throw new Problem('INPUT_EMPTY', 'The file is empty; export it again or take it out of the job.', {
    file: label,
  })
}

const openProblem = (error: unknown, label: string): Problem => {
  const code = (error as NodeJS.ErrnoException).code
  const where = { file: label }
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new Problem('INPUT_MISSING', 'There is no such file; check the path.', where, { cause: error })
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new Problem('NO_PERMISSION', 'The file may not be read; check its permissions.', where, {
      cause: error,
    })
  }
  return new Problem('INPUT_UNREADABLE', `The file cannot be read (${code ?? 'unknown error'}).`, where, {
    cause: error,
  })
}
