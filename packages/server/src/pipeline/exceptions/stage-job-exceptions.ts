import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api'
import { IDENTITY_FIELDS } from '@crosswalk/core'
import type { ExceptionEntry } from '@crosswalk/core'
import { createHash } from 'node:crypto'
import { nextSeq } from '../csv/finding-writer.js'
import { canonicalJson } from '../fingerprint.js'
import type { HashedInput } from '../read/inputs.js'

/** How a run names the exceptions that its job keeps. */
export const JOB_EXCEPTIONS = 'exceptions of the job'

const putText = (appender: DuckDBAppender, text: string | null): void => {
  if (text === null) appender.appendNull()
  else appender.appendVarchar(text.toWellFormed())
}

/** Stages the exceptions of the job. Staged before those of its files, they are the ones that count for a source. */
export const stageJobExceptions = async (
  connection: DuckDBConnection,
  exceptions: readonly ExceptionEntry[],
): Promise<void> => {
  if (exceptions.length === 0) return
  let seq = BigInt(await nextSeq(connection, 'staged_exceptions'))
  const appender = await connection.createAppender('staged_exceptions')
  for (const { type, source, destination, file, line } of exceptions) {
    appender.appendBigInt(seq++)
    putText(appender, type)
    for (const field of IDENTITY_FIELDS) putText(appender, source[field])
    for (const field of IDENTITY_FIELDS) putText(appender, destination[field])
    putText(appender, file ?? JOB_EXCEPTIONS)
    if (line === null) appender.appendNull()
    else appender.appendBigInt(BigInt(line))
    appender.endRow()
  }
  appender.flushSync()
  appender.closeSync()
}

/** Them as an input of the fingerprint: what they say, not where they came from. No input where there are none. */
export const jobExceptionsInput = (exceptions: readonly ExceptionEntry[]): HashedInput[] => {
  if (exceptions.length === 0) return []
  const said = exceptions.map(({ type, source, destination }) => ({ type, source, destination }))
  const sha256 = createHash('sha256').update(canonicalJson(said)).digest('hex')
  return [{ role: 'exceptions', format: 'job', path: '', label: JOB_EXCEPTIONS, sha256 }]
}
