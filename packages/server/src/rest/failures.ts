import type { ErrorRequestHandler, RequestHandler } from 'express'

import { logFault, type Log } from '../log.js'
import { Problem, PROBLEMS, type ProblemCode } from '../problem.js'

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

/** A refusal of ours or of Express; null for a fault of ours. */
export function asProblem(fault: unknown): Problem | null {
  if (fault instanceof Problem) return fault
  const [code, message] = refusals[statusOf(fault)] ?? []
  return code === undefined || message === undefined ? null : new Problem(code, message)
}

/** The one shape of a failed answer; `errors` lets GraphQL clients read it too. */
export const failureBody = (code: string, message: string) => ({
  code,
  message,
  errors: [{ message, extensions: { code } }],
})

/** What a caller learns of a fault of ours. */
export const unexpected = (errorId: string): string =>
  `Something went wrong in the server. Its log has the details under ${errorId}.`

export const notFound: RequestHandler = () => {
  throw new Problem('NOT_FOUND', 'There is nothing at this address.')
}

/** The last resort: JSON always; a fault of ours is logged under an id, and the caller learns the id alone. */
export const failures =
  (log: Log): ErrorRequestHandler =>
  (fault: unknown, _request, response, _next) => {
    const problem = asProblem(fault)
    const errorId = problem === null || problem.httpStatus >= 500 ? logFault(log, fault) : ''
    if (response.headersSent) {
      response.destroy()
      return
    }
    response.set('Cache-Control', 'no-store')
    if (problem?.code === 'UNAUTHENTICATED') response.set('WWW-Authenticate', 'Bearer')
    if (problem !== null) {
      response.status(PROBLEMS[problem.code].http).json(failureBody(problem.code, problem.message))
      return
    }
    response.status(500).json(failureBody('INTERNAL', unexpected(errorId)))
  }
