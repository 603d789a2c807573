import { accessSync, constants, statSync } from 'node:fs'
import { Problem } from '../../problem.js'
import type { JobDefinition } from './job.js'
import type { KeyPath } from './yaml-place.js'

/**
 * Refuses a job whose inputs cannot be read, before anything is run.
 * @throws Problem `INPUT_MISSING`, `INPUT_IS_DIRECTORY`, `INPUT_EMPTY` or `INPUT_UNREADABLE`, with file and line.
 */
export const checkInputs = (job: JobDefinition, file: string, line: (path: KeyPath) => number): void => {
  const check = (path: string, isFile: boolean, at: KeyPath): void =>
    checkInput(path, isFile, { file, line: line(at) })
  for (const side of ['source', 'destination', 'target'] as const)
    job[side]?.inputs.forEach(({ format, path }, index) =>
      check(path, format === 'directory-csv', [side, 'inputs', index, 'path']),
    )
  job.permissions?.inputs.forEach(({ path }, index) =>
    check(path, true, ['permissions', 'inputs', index, 'path']),
  )
  job.exceptions.forEach(({ path }, index) => check(path, true, ['exceptions', index, 'path']))
  if (job.migration.transferred !== null) check(job.migration.transferred, true, ['migration', 'transferred'])
}

export const checkInput = (path: string, isFile: boolean, where: Problem['where']): void => {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined)
    throw new Problem('INPUT_MISSING', `The input ${path} does not exist; correct the path.`, where)
  if (isFile && stat.isDirectory())
    throw new Problem('INPUT_IS_DIRECTORY', `${path} is a folder; name the file itself.`, where)
  if (stat.isFile() && stat.size === 0)
    throw new Problem('INPUT_EMPTY', `The input ${path} is empty; export it again.`, where)
  try {
    accessSync(path, constants.R_OK)
  } catch (cause) {
    throw new Problem(
      'INPUT_UNREADABLE',
      `The input ${path} may not be read; correct its permissions.`,
      where,
      { cause },
    )
  }
}
