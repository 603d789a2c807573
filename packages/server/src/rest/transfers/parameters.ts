import type { Request } from 'express'
import * as z from 'zod'

import { jobIdOf } from '../../control/hex-id.js'
import { Problem } from '../../problem.js'

/** The most rows of one answer, and those of one that says nothing. */
export const MAX_ROWS = 1000
export const DEFAULT_ROWS = 100

const whole = (message: string) =>
  z
    .string()
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
const list = z.string().transform((text) => text.split(',').filter((one) => one !== ''))
const flag = z
  .enum(['true', 'false', '1', '0'], 'is true or false')
  .transform((text) => /^(true|1)$/.test(text))

/** Parameters of every list: which jobs, which page, and the runs that an earlier page was read from. */
export const listParameters = {
  job: list.transform((ids) => ids.map(jobIdOf)).optional(),
  offset: whole('is a whole number, 0 or more').default(0),
  limit: whole(`is a number of rows from 1 to ${MAX_ROWS}`)
    .refine((rows) => rows >= 1 && rows <= MAX_ROWS, `is a number of rows from 1 to ${MAX_ROWS}`)
    .default(DEFAULT_ROWS),
  include: z.enum(['all'], 'is all').optional(),
  as_of: z.iso.datetime('is a moment as a link of ours gives it').optional(),
  runs: z
    .string()
    .regex(/^[0-9a-f]{16}$/, 'is as a link of ours gives it')
    .optional(),
}

export const parameterKinds = { list, flag, whole }

const SYNONYMS: Readonly<Record<string, string>> = {
  jobs: 'job',
  job_id: 'job',
  job_ids: 'job',
  security_maps: 'security_map',
  security_map_id: 'security_map',
  security_map_ids: 'security_map',
}

/**
 * Reads the query of a request by its schema. A parameter that is given several times is a list.
 *
 * @throws Problem `BAD_REQUEST` naming every fault; a parameter that is not known is one, lest a filter be lost.
 */
export function readParameters<Shape extends z.ZodRawShape>(
  request: Request,
  shape: Shape,
): z.output<z.ZodObject<Shape>> {
  const given: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.query)) {
    const known = SYNONYMS[name] ?? name
    const text = [value as string | string[]].flat().join(',')
    given[known] = given[known] === undefined ? text : `${given[known]},${text}`
  }
  const parsed = z.strictObject(shape).safeParse(given)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map((issue) =>
    issue.code === 'unrecognized_keys'
      ? `${issue.keys.map((key) => key.slice(0, 40)).join(', ')} is not known; the parameters are ${Object.keys(shape).join(', ')}.`
      : `${issue.path.join('.')} ${issue.message}.`,
  )
  throw new Problem('BAD_REQUEST', faults.join(' '))
}
