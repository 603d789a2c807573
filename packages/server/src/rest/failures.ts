import type { ErrorRequestHandler, RequestHandler } from 'express'

import { TooManyAttempts } from '../access/attempts.js'
import { AllowanceSpent } from '../access/charge.js'
import { logFault, type Log } from '../log.js'
import type { Metrics } from '../metrics.js'
import { Problem } from '../problem.js'
import { asProblem, isGone, isRefusal } from '../refusal.js'

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
  (log: Log, metrics: Pick<Metrics, 'refused'>): ErrorRequestHandler =>
  (fault: unknown, _request, response, _next) => {
    const problem = asProblem(fault)
    const isOurs = problem === null ? !isGone(fault) : !isRefusal(problem)
    const errorId = isOurs ? logFault(log, fault) : ''
    metrics.refused(problem?.code ?? 'INTERNAL')
    if (response.headersSent) {
      response.destroy()
      return
    }
    response.set('Cache-Control', 'no-store')
    if (problem?.code === 'UNAUTHENTICATED') response.set('WWW-Authenticate', 'Bearer')
    if (problem instanceof AllowanceSpent || problem instanceof TooManyAttempts)
      response.set('Retry-After', String(problem.seconds))
    if (problem !== null) {
      response.status(problem.httpStatus).json(failureBody(problem.code, problem.message))
      return
    }
    response.status(500).json(failureBody('INTERNAL', unexpected(errorId)))
  }
