import { ApolloServer, type ApolloServerPlugin } from '@apollo/server'
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled'
import { expressMiddleware } from '@as-integrations/express5'
import { Router, type Request, type RequestHandler, type Response } from 'express'
import { OperationTypeNode } from 'graphql'

import type { Allowances } from '../access/allowances.js'
import { callerOf, requireRole } from '../access/caller.js'
import { AllowanceSpent, charge } from '../access/charge.js'
import { checkJson, needRole, noStore } from '../access/guards.js'
import { mayAct } from '../control/roles.js'
import { Problem } from '../problem.js'
import { readJson, readLargeJson } from '../rest/route.js'
import { clientGone } from './client-gone.js'
import type { Context, Services } from './context.js'
import { formatError, problemOf, statusOf } from './errors.js'
import { introspects, limitRules, LIMITS, requireAffordable } from './limits.js'
import type { RouteOptions } from './route-options.js'
import { buildApiSchema } from './schema.js'
import { streamRoute } from './stream-route.js'

/** Refuses what costs too much and who may not read the schema; gives refusals their HTTP status. */
const gate = (allowances: Allowances): ApolloServerPlugin<Context> => ({
  requestDidStart: async () => ({
    async didResolveOperation({ contextValue, schema, document, request, operation, operationName }) {
      const { caller } = contextValue
      if (operation?.operation === OperationTypeNode.SUBSCRIPTION)
        throw new Problem('BAD_REQUEST', 'A subscription is a stream: ask for it at /graphql/stream.')
      if (introspects(document)) requireRole(caller, 'admin')
      const cost = requireAffordable({ schema, document, operationName, variables: request.variables })
      charge(allowances, caller, cost)
    },
    async willSendResponse({ errors, response }) {
      const { body, http } = response
      const data = body.kind === 'single' ? body.singleResult.data : null
      const status = statusOf(errors ?? [], data)
      if (status !== null) http.status = status
      const spent = (errors ?? []).map(problemOf).find((problem) => problem instanceof AllowanceSpent)
      if (spent !== undefined) http.headers.set('retry-after', String(spent.seconds))
    },
  }),
})

/** Who may import files may send large bodies. */
const readBody: RequestHandler = (request, response, next) => {
  const role = callerOf(request)?.role ?? 'viewer'
  return (mayAct(role, 'operator') ? readLargeJson : readJson)(request, response, next)
}

export interface GraphqlRoute {
  readonly router: Router
  close(): Promise<void>
}

/** `/graphql` and its streams, for signed-in callers only. */
export async function graphqlRoute(services: Services, options: RouteOptions): Promise<GraphqlRoute> {
  const { log, metrics, allowances } = options
  const schema = buildApiSchema()
  const server = new ApolloServer<Context>({
    schema,
    plugins: [gate(allowances), ApolloServerPluginLandingPageDisabled()],
    csrfPrevention: true,
    introspection: true,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    maxRecursiveSelections: true,
    parseOptions: { maxTokens: LIMITS.tokens },
    validationRules: limitRules,
    formatError: formatError(log, metrics),
    logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  })
  await server.start()
  const context = async ({ req, res }: { req: Request; res: Response }): Promise<Context> => ({
    ...services,
    caller: callerOf(req),
    signal: clientGone(res),
    cut: () => undefined,
  })
  const router = Router()
  router.use(streamRoute(schema, services, options))
  router.use(
    '/graphql',
    noStore,
    needRole('viewer'),
    checkJson,
    readBody,
    expressMiddleware(server, { context }),
  )
  return { router, close: () => server.stop() }
}
