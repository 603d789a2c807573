import { Problem, PROBLEMS, type ProblemCode } from './problem.js'

/** What body parsers and routers of Express refuse, as problems of ours. */
const refusals: Readonly<Record<number, [ProblemCode, string]>> = {
  400: ['BAD_REQUEST', 'The request cannot be read. Send well-formed JSON and a well-formed address.'],
  413: ['TOO_LARGE', 'The body is too large. Send at most 1 MB, or a file of at most 4 MB.'],
  415: ['UNSUPPORTED_TYPE', 'Send the body as "Content-Type: application/json" in UTF-8.'],
}

const statusOf = (fault: unknown): number =>
  typeof fault === 'object' && fault !== null && 'status' in fault && typeof fault.status === 'number'
    ? fault.status
    : 500

/** Whether nobody waits for the answer any more. */
export const isGone = (fault: unknown): boolean =>
  fault instanceof Error &&
  (fault.name === 'AbortError' || ('code' in fault && fault.code === 'ERR_STREAM_PREMATURE_CLOSE'))

/** A refusal of ours or of Express; null for a fault of ours. */
export function asProblem(fault: unknown): Problem | null {
  if (fault instanceof Problem) return fault
  const [code, message] = refusals[statusOf(fault)] ?? []
  return code === undefined || message === undefined ? null : new Problem(code, message)
}

/** Whether the caller could have known better. */
export const isRefusal = (problem: Problem): boolean => PROBLEMS[problem.code].http < 500
