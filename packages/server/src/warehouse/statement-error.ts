import { Problem } from '../problem.js'

/**
 * A statement that failed. The message names the statement and DuckDB's class of error and no value;
 * DuckDB's own words, which may quote data, are in `cause` and belong to no log.
 */
export class StatementError extends Error {
  override readonly name = 'StatementError'
  constructor(
    readonly statement: string,
    readonly errorClass: string,
    options: ErrorOptions,
  ) {
    super(`The statement ${statement} failed: ${errorClass}.`, options)
  }
}

const text = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** What DuckDB's words say of the environment, or null. Spilling ends at the room there is on the disk. */
export const engineProblem = (cause: unknown): Problem | null => {
  const message = text(cause)
  if (/no space left on device|disk quota exceeded|max_temp_directory_size/i.test(message))
    return new Problem('DISK_FULL', 'The disk is full; free some space and resume.', {}, { cause })
  if (
    /Out of Memory Error|could not allocate|failed to (?:allocate|pin|offload)|std::bad_alloc|array buffer allocation failed/i.test(
      message,
    )
  )
    return new Problem(
      'OUT_OF_MEMORY',
      'More memory is needed than the limit allows; raise limits.memory in the job and resume.',
      {},
      { cause },
    )
  if (/permission denied|read-only file system|operation not permitted/i.test(message))
    return new Problem(
      'NO_PERMISSION',
      'A file in the data folder may not be used; correct its permissions and resume.',
      {},
      { cause },
    )
  return null
}

/** What a failed statement means to its caller: out of memory and a full disk are the environment's. */
export const statementFailure = (statement: string, cause: unknown): Error => {
  if (cause instanceof Problem || cause instanceof StatementError) return cause
  const problem = engineProblem(cause)
  if (problem !== null) return problem
  const message = text(cause)
  const errorClass = /^([A-Z][A-Za-z -]* (?:Error|Exception))\b/.exec(message)?.[1] ?? 'Error'
  return new StatementError(statement, errorClass, { cause })
}

/** A statement that was given up after so many milliseconds. */
export const statementTimeout = (milliseconds: number): Problem =>
  new Problem(
    'STATEMENT_TIMEOUT',
    `The question took longer than ${milliseconds / 1000} s and was given up. Ask for fewer runs, or filter more.`,
  )
