import type { z } from 'zod'
import { Problem } from '../../problem.js'
import type { KeyPath } from './yaml-place.js'

/** One thing wrong with a job, and its cure. */
export interface JobFault {
  path: KeyPath
  message: string
}

/** zod's issues as faults: an unknown key is one fault each, with the known key it resembles. */
export const faultsOf = (
  issues: readonly z.core.$ZodIssue[],
  knownKeys: (path: KeyPath) => string[],
): JobFault[] =>
  issues.flatMap((issue): JobFault[] => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => {
        const known = knownKeys(issue.path)
        const near = known.find((one) => distance(one, key) <= 2)
        const cure = near === undefined ? `the keys here are ${known.join(', ')}` : `did you mean ${near}?`
        return {
          path: [...issue.path, key],
          message: `${dotted([...issue.path, key])} is not known; ${cure}`,
        }
      })
    return [{ path: issue.path, message: `${dotted(issue.path)} ${complaint(issue)}` }]
  })

/** What is wrong with one value, in words. A message of the schema's own is taken as it is. */
const complaint = (issue: z.core.$ZodIssue): string => {
  if (issue.input === undefined && /^invalid_(type|value)$/.test(issue.code)) return 'is missing; add it'
  if (!/^(Invalid|Too)/.test(issue.message)) return issue.message
  if (issue.code === 'invalid_type')
    return `is ${shown(issue.input)}; give ${KINDS[issue.expected] ?? issue.expected}`
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String)
    const written = String(issue.input).slice(0, 80)
    const near = values.find((value) => distance(value, written) <= 2)
    const cure = near === undefined ? '' : `; did you mean ${near}?`
    return `is ${shown(issue.input)}, not one of ${values.join(', ')}${cure}`
  }
  if (issue.code === 'too_big')
    return `is ${shown(issue.input)}; give ${bound('at most', issue.maximum, issue.origin)}`
  if (issue.code === 'too_small')
    return `is ${shown(issue.input)}; give ${bound('at least', issue.minimum, issue.origin)}`
  return issue.message
}

const bound = (which: string, limit: number | bigint, origin: string): string =>
  `${which} ${limit}${origin === 'string' ? ' characters' : ''}`

const KINDS: Readonly<Record<string, string>> = {
  object: 'a mapping (key: value)',
  array: 'a list (- item)',
  string: 'text',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
}

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

export const dotted = (path: KeyPath): string =>
  path.length === 0
    ? 'the job'
    : path
        .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${String(key)}`))
        .join('')

export const jobInvalid = (
  file: string,
  faults: readonly { line: number | null; message: string }[],
): Problem => {
  const lines = faults.map(({ line, message }) => (line === null ? message : `line ${line}: ${message}`))
  return new Problem('JOB_INVALID', `The job cannot be used: ${lines.join('; ')}.`, {
    file,
    line: faults[0]?.line ?? null,
  })
}

/** Levenshtein distance, for short keys. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min(
          (next[j - 1] ?? 0) + 1,
          (row[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      )
    row = next
  }
  return row[b.length] ?? 0
}
