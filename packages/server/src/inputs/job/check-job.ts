import { presetOf, readPlan } from '@crosswalk/core'
import { z } from 'zod'
import { faultsOf, type JobFault } from './faults.js'
import type { JobDefinition, JobFile } from './job.js'
import { jobSchema } from './schema.js'
import type { KeyPath } from './yaml-place.js'

/** A job that can be used, every default explicit; its paths as written. */
export type CheckedJob = JobFile & Pick<JobDefinition, 'mapping'>

/** Checks what a job says, however it was written: the job, or everything that is wrong with it. */
export const checkJobFile = (value: unknown): { job: CheckedJob } | { faults: JobFault[] } => {
  const parsed = jobSchema.safeParse(value, { reportInput: true })
  if (!parsed.success)
    return { faults: [...faultsOf(parsed.error.issues, knownKeys), ...faultsOfPlan(value)] }
  const { mapping, source } = parsed.data
  const preset = mapping.preset ?? presetOf(source.platform, source.instance)
  const plan = readPlan({ ...mapping, preset })
  return 'faults' in plan
    ? { faults: plan.faults.map(planFault) }
    : { job: { ...parsed.data, mapping: { ...mapping, preset } } }
}

/** The plan's faults of a job whose other parts are at fault as well. */
const faultsOfPlan = (value: unknown): JobFault[] => {
  const parsed = z.object({ mapping: jobSchema.shape.mapping }).safeParse(value)
  if (!parsed.success) return []
  const { mapping } = parsed.data
  const plan = readPlan({ ...mapping, preset: mapping.preset ?? 'dryviq' })
  return 'faults' in plan ? plan.faults.map(planFault) : []
}

const planFault = ({ path, message }: { path: string; message: string }): JobFault => ({
  path: ['mapping', ...keysOf(path)],
  message: `mapping${path === '' ? '' : `.${path}`} ${message}`,
})

const keysOf = (path: string): string[] => path.split(/[.[\]]+/).filter((key) => key !== '')

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
