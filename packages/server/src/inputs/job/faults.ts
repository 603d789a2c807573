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
    const missing = issue.code === 'invalid_type' && issue.input === undefined
    return [
      {
        path: issue.path,
        message: `${dotted(issue.path)} ${missing ? 'is missing' : sentence(issue.message)}`,
      },
    ]
  })

export const dotted = (path: KeyPath): string =>
  path.length === 0
    ? 'the job'
    : path
        .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${String(key)}`))
        .join('')

const sentence = (message: string): string =>
  message.replace(/^Invalid \w+: expected/, 'is not right: expected').replace(/^Invalid/, 'is not valid:')

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
