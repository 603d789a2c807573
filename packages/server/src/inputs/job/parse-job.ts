import { readPlan } from '@crosswalk/core'
import { dirname, resolve } from 'node:path'
import { type Document, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { Problem } from '../../problem.js'
import { faultsOf, jobInvalid } from './faults.js'
import type { JobDefinition, JobFile } from './job.js'
import { jobSchema } from './schema.js'
import { refuseUnsupported } from './unsupported.js'
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
  const parsed = jobSchema.safeParse(valueOf(document, file), { reportInput: true })
  if (!parsed.success)
    throw jobInvalid(
      file,
      faultsOf(parsed.error.issues, knownKeys)
        .map(({ path, message }) => ({ line: line(path), message }))
        .sort((a, b) => a.line - b.line),
    )
  const job = parsed.data
  refuseUnsupported(job, file, line)
  const preset = job.mapping.preset ?? presetOf(job.source.platform, job.source.instance)
  const mapping = { ...job.mapping, preset }
  const plan = readPlan(mapping)
  if ('faults' in plan)
    throw jobInvalid(
      file,
      plan.faults.map(({ path, message }) => ({
        line: line(['mapping', ...keysOf(path)]),
        message: `mapping${path === '' ? '' : `.${path}`} ${message}`,
      })),
    )
  return { definition: absolute({ ...job, mapping }, dirname(resolve(file))), line }
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

/** The plan a job starts from where it names none: AEM's by instance, else every rule. */
export const presetOf = (platform: string, instance: string | null): JobDefinition['mapping']['preset'] =>
  platform !== 'aem' ? 'dryviq' : instance === 'publish' ? 'aem-publish' : 'aem-author'

const keysOf = (path: string): string[] => path.split(/[.[\]]+/).filter((key) => key !== '')

const absolute = (
  { permissions: _, ...job }: JobFile & Pick<JobDefinition, 'mapping'>,
  folder: string,
): JobDefinition => {
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
      job.destination === null
        ? null
        : side({ platform: job.destination.platform, inputs: job.destination.inputs ?? [] }),
    target: job.target === null ? null : side(job.target),
    exceptions: job.exceptions.map(at),
    migration: { ...job.migration, transferred: transferred === null ? null : resolve(folder, transferred) },
  }
}

/** The keys a job may have at a path. */
const knownKeys = (path: KeyPath): string[] => {
  let schema: z.core.$ZodType = jobSchema
  for (const key of path) {
    schema = unwrap(schema)
    if (schema instanceof z.ZodArray && typeof key === 'number') schema = schema.element
    else if (schema instanceof z.ZodObject)
      schema = (schema.shape as Record<string, z.core.$ZodType>)[String(key)] ?? z.never()
  }
  schema = unwrap(schema)
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
}

const unwrap = (schema: z.core.$ZodType): z.core.$ZodType => {
  let inner = schema
  while (
    inner instanceof z.ZodNullable ||
    inner instanceof z.ZodDefault ||
    inner instanceof z.ZodPrefault ||
    inner instanceof z.ZodOptional
  )
    inner = inner.unwrap()
  return inner
}
