import { Router, type Request, type Response } from 'express'
import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql'
import { createHandler, type OperationArgs, type RequestParams } from 'graphql-sse'

import { callerOf, requireRole } from '../access/caller.js'
import { charge } from '../access/charge.js'
import { checkJson, needRole, noStore } from '../access/guards.js'
import { Problem } from '../problem.js'
import { readJson } from '../rest/route.js'
import { requireStreamAccess } from './access.js'
import { clientGone } from './client-gone.js'
import type { Context, Services } from './context.js'
import { formatError } from './errors.js'
import { KnownDocuments } from './known-documents.js'
import { introspects, limitRules, LIMITS, requireAffordable } from './limits.js'
import type { RouteOptions } from './route-options.js'
import { SharedEvents } from './shared-events.js'
import { Streams } from './streams.js'

const EVENT_STREAM = 'text/event-stream'
type Raw = Request & { res: Response }
type Plain = Record<string, unknown>

/**
 * `/graphql/stream`: the schema's subscriptions as server-sent events (graphql-sse, one connection each), behind the
 * rules and limits of `/graphql`. An open stream is ended after ten minutes, so that a token that was revoked is
 * asked for again; whoever follows comes back with the last `seq`.
 */
export function streamRoute(schema: GraphQLSchema, services: Services, options: RouteOptions): Router {
  const streams = new Streams()
  const format = formatError(options.log, options.metrics)
  const masked = (result: ExecutionResult): ExecutionResult =>
    result.errors === undefined
      ? result
      : { ...result, errors: result.errors.map((error) => asError(format(error.toJSON(), error))) }
  const documents = new KnownDocuments()
  const valid = (query: string): DocumentNode => documents.get(query, (text) => documentOf(schema, text))
  const events = new SharedEvents()
  const handler = createHandler<Raw, undefined, Plain>({
    authenticate: () => null,
    subscribe: events.subscribe,
    onSubscribe: ({ raw }, params) => prepare(schema, services, options, raw, params, valid(params.query)),
    async onNext(_context, { raw }, result) {
      await streams.room(raw.res)
      return masked(result as ExecutionResult)
    },
  })
  const router = Router()
  router.post(
    '/graphql/stream',
    noStore,
    needRole('viewer'),
    checkJson,
    readJson,
    async (request, response) => {
      if (!request.headers.accept?.includes(EVENT_STREAM))
        throw new Problem('BAD_REQUEST', `A stream is asked for with "Accept: ${EVENT_STREAM}".`)
      const close = streams.open(requireRole(callerOf(request), 'viewer').id)
      response.once('close', close)
      const { method, url, headers } = request
      const [body, init] = await handler({
        ...{ method, url, raw: request as Raw, context: undefined },
        headers: { get: (name) => (name === 'accept' ? EVENT_STREAM : [headers[name]].flat().join(', ')) },
        body: request.body as Record<string, unknown>,
      })
      response.writeHead(init.status, { ...init.headers })
      if (body === null || typeof body === 'string') response.end(body ?? undefined)
      else await streams.send(response, body)
    },
  )
  return router
}

const asError = ({ message, ...rest }: { message: string }): GraphQLError => new GraphQLError(message, rest)

/** @throws Problem where a limit or the caller's role refuses */
function prepare(
  schema: GraphQLSchema,
  services: Services,
  { allowances }: RouteOptions,
  request: Raw,
  { operationName, variables }: RequestParams,
  document: DocumentNode,
): OperationArgs<Plain> {
  const caller = requireRole(callerOf(request), 'viewer')
  const operation = getOperationAST(document, operationName)
  if (operation?.operation !== OperationTypeNode.SUBSCRIPTION)
    throw new Problem('BAD_REQUEST', 'A stream serves one subscription; ask for anything else at /graphql.')
  requireStreamAccess(schema, document, caller)
  if (introspects(document)) requireRole(caller, 'admin')
  const cost = requireAffordable({ schema, document, operationName: operationName ?? null, variables })
  charge(allowances, caller, cost)
  const context: Context = {
    ...services,
    caller,
    signal: clientGone(request.res),
    cut: () => void request.res.destroy(),
  }
  return { schema, document, operationName, variableValues: variables, contextValue: { ...context } }
}

function documentOf(schema: GraphQLSchema, query: string): DocumentNode {
  const document = parsed(query)
  const [fault] = validate(schema, document, [...specifiedRules, ...limitRules])
  if (fault !== undefined) throw refusal(fault)
  return document
}

function parsed(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens: LIMITS.tokens })
  } catch (fault) {
    throw fault instanceof GraphQLError ? refusal(fault) : fault
  }
}

/** As Apollo words it at `/graphql`: nothing of the schema beyond what was asked. */
const refusal = ({ message }: GraphQLError): Problem =>
  new Problem('BAD_REQUEST', message.replace(/ ?Did you mean .*\?$/s, ''))
