import { unwrapResolverError } from '@apollo/server/errors'
import type { GraphQLError, GraphQLFormattedError } from 'graphql'

import { logFault, type Log } from '../log.js'
import type { Metrics } from '../metrics.js'
import type { Problem } from '../problem.js'
import { asProblem, isGone, isRefusal } from '../refusal.js'
import { unexpected } from '../rest/failures.js'

/** The refusal behind an error, if it is one. */
export function problemOf(error: unknown): Problem | null {
  const original = error instanceof Error && 'originalError' in error ? error.originalError : null
  return original == null ? asProblem(error) : problemOf(original)
}

/** Codes under which Apollo refuses a request; what they say is of the request alone. */
const REFUSALS = [
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]

/** What a client sees of an error: refusals with their code, anything else masked with an id for the log. */
export const formatError =
  (log: Log, metrics: Pick<Metrics, 'refused'>) =>
  (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const { locations, path } = formatted
    const at = { ...(locations && { locations }), ...(path && { path }) }
    const problem = problemOf(error)
    const code = problem?.code ?? formatted.extensions?.code
    metrics.refused(typeof code === 'string' ? code : 'INTERNAL')
    if (problem !== null && isRefusal(problem))
      return { message: problem.message, ...at, extensions: { code: problem.code } }
    if (problem === null && typeof code === 'string' && REFUSALS.includes(code))
      return { message: formatted.message, ...at, extensions: { code } }
    const fault = unwrapResolverError(error)
    const errorId = isGone(fault) ? 'none' : logFault(log, fault)
    if (problem !== null)
      return { message: problem.message, ...at, extensions: { code: problem.code, errorId } }
    return { message: unexpected(errorId), ...at, extensions: { code: 'INTERNAL_SERVER_ERROR', errorId } }
  }

const faultStatus = (error: GraphQLError): number | null => {
  const problem = problemOf(error)
  if (problem !== null) return problem.httpStatus
  return error.path === undefined ? null : 500
}

/**
 * The HTTP status of an answer without any data: that of the refusal, or 500 for a fault of ours. Null where there
 * is data, or where Apollo refused the request and gave it its status.
 */
export function statusOf(errors: readonly GraphQLError[], data: unknown): number | null {
  const values: unknown[] = typeof data === 'object' && data !== null ? Object.values(data) : []
  if (values.some((value) => value !== null)) return null
  const statuses = errors.map(faultStatus).filter((status) => status !== null)
  return statuses.length === 0 ? null : Math.max(...statuses)
}
