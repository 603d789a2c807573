import { ApolloServer, type ApolloServerPlugin } from '@apollo/server'
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled'
import { expressMiddleware } from '@as-integrations/express5'
import { Router, type Request, type RequestHandler, type Response } from 'express'

import { callerOf, requireRole } from '../access/caller.js'
import { checkJson, needRole, noStore } from '../access/guards.js'
import type { Log } from '../log.js'
import { mayAct } from '../control/roles.js'
import { readJson, readLargeJson } from '../rest/route.js'
import { clientGone } from './client-gone.js'
import type { Context, Services } from './context.js'
import { formatError, statusOf } from './errors.js'
import { introspects, limitRules, LIMITS, requireAffordable } from './limits.js'
import { buildApiSchema } from './schema.js'
import { streamRoute } from './stream-route.js'

/** Refuses what costs too much and who may not read the schema; gives refusals their HTTP status. */
const gate: ApolloServerPlugin<Context> = {
  requestDidStart: async () => ({
    async didResolveOperation({ contextValue, schema, document, request, operationName }) {
      if (introspects(document)) requireRole(contextValue.caller, 'admin')
      requireAffordable({ schema, document, operationName, variables: request.variables })
    },
    async willSendResponse({ errors, response }) {
      const { body } = response
      const data = body.kind === 'single' ? body.singleResult.data : null
      const status = statusOf(errors ?? [], data)
      if (status !== null) response.http.status = status
    },
  }),
}

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
export async function graphqlRoute(services: Services, log: Log): Promise<GraphqlRoute> {
  const schema = buildApiSchema()
  const server = new ApolloServer<Context>({
    schema,
    plugins: [gate, ApolloServerPluginLandingPageDisabled()],
    csrfPrevention: true,
    introspection: true,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    maxRecursiveSelections: true,
    parseOptions: { maxTokens: LIMITS.tokens },
    validationRules: limitRules,
    formatError: formatError(log),
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
  router.use(streamRoute(schema, services, log))
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
