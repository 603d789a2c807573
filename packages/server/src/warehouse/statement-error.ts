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

/** What a failed statement means to its caller: out of memory and a full disk are the environment's. */
export const statementFailure = (statement: string, cause: unknown): Error => {
  if (cause instanceof Problem || cause instanceof StatementError) return cause
  const message = text(cause)
  if (/^Out of Memory Error/i.test(message))
    return new Problem(
      'OUT_OF_MEMORY',
      `The statement ${statement} needs more memory than the limit; raise limits.memory or free disk for spilling.`,
      {},
      { cause },
    )
  if (/no space left on device/i.test(message))
    return new Problem('DISK_FULL', 'The disk is full; free some space and start again.', {}, { cause })
  if (/permission denied/i.test(message))
    return new Problem(
      'NO_PERMISSION',
      `The statement ${statement} may not use a file it needs.`,
      {},
      { cause },
    )
  const errorClass = /^([A-Z][A-Za-z -]* (?:Error|Exception))\b/.exec(message)?.[1] ?? 'Error'
  return new StatementError(statement, errorClass, { cause })
}
