import { dirname, resolve } from 'node:path'
import { type Document, LineCounter, parseDocument } from 'yaml'
import { Problem } from '../../problem.js'
import { type CheckedJob, checkJobFile } from './check-job.js'
import { jobInvalid } from './faults.js'
import type { JobDefinition } from './job.js'
import { type KeyPath, lineOf } from './yaml-place.js'

/** A job read from a file, and where each of its keys stands. */
export interface ParsedJob {
  definition: JobDefinition
  /** The 1-based line of a key of the file. */
  line: (path: KeyPath) => number
}

/**
 * Reads the text of a job file. Paths become absolute, relative to the file.
 * @throws Problem `JOB_INVALID` with every fault, its line and its cure.
 */
export const parseJob = (text: string, file: string): ParsedJob => {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, maxAliasCount: 0 } as never)
  if (document.errors.length > 0)
    throw jobInvalid(
      file,
      document.errors.map((error) => ({
        line: error.linePos?.[0].line ?? null,
        message: error.message.split(' at line')[0] ?? error.message,
      })),
    )
  const line = (path: KeyPath): number => lineOf(document, lines, path)
  const checked = checkJobFile(valueOf(document, file))
  if ('faults' in checked)
    throw jobInvalid(
      file,
      checked.faults
        .map(({ path, message }) => ({ line: line(path), message }))
        .sort((a, b) => a.line - b.line),
    )
  const { job } = checked
  return { definition: absolute(job, dirname(resolve(file))), line }
}

/** Aliases are refused: a job has no use for them, and they can be made to grow without end. */
const valueOf = (document: Document, file: string): unknown => {
  try {
    return document.toJS({ maxAliasCount: 0 }) ?? {}
  } catch (cause) {
    throw new Problem(
      'JOB_INVALID',
      'A job may have no aliases (*name); write the value out.',
      { file },
      { cause },
    )
  }
}

/** A checked job as it is kept, its paths taken from the folder. */
export const absolute = ({ permissions, ...job }: CheckedJob, folder: string): JobDefinition => {
  const at = <T extends { path: string }>(input: T): T => ({ ...input, path: resolve(folder, input.path) })
  const side = <T extends { inputs: { path: string }[] }>(value: T): T => ({
    ...value,
    inputs: value.inputs.map(at),
  })
  const { transferred } = job.migration
  return {
    ...job,
    source: side(job.source),
    destination:
      job.destination === null ? null : side({ ...job.destination, inputs: job.destination.inputs ?? [] }),
    ...(permissions === null ? {} : { permissions: side(permissions) }),
    target: job.target === null ? null : side(job.target),
    exceptions: job.exceptions.map(at),
    migration: { ...job.migration, transferred: transferred === null ? null : resolve(folder, transferred) },
  }
}
