import { Problem } from '../../problem.js'

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined

export const isMissing = (error: unknown): boolean =>
  codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR'

/** A file that the system does not let us read, as a refusal with a cure. Problems pass unchanged. */
export const unreadable = (file: string, error: unknown): Problem => {
  if (error instanceof Problem) return error
  if (isMissing(error))
    return new Problem('INPUT_MISSING', 'There is no such file or folder. Check the path in the job.', {
      file,
    })
  return new Problem(
    'INPUT_UNREADABLE',
    `The file cannot be read (${codeOf(error) ?? 'unknown error'}). Check its permissions and the disk.`,
    { file },
    { cause: error },
  )
}

export const broken = (file: string, what: string, cause?: unknown): Problem =>
  new Problem(
    'ARCHIVE_BROKEN',
    `The archive is damaged or cut short: ${what}. Copy or export it again.`,
    { file },
    { cause },
  )

export const unsafe = (file: string, what: string): Problem =>
  new Problem(
    'ARCHIVE_UNSAFE',
    `The archive has ${what}, which no exported package has. Do not use it, or export it again.`,
    { file },
  )
