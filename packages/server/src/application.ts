import { access } from 'node:fs/promises'

import express, { type Express } from 'express'

import { Allowances } from './access/allowances.js'
import { Attempts } from './access/attempts.js'
import { authenticate } from './access/authenticate.js'
import { chargeRequest } from './access/charge.js'
import { checkHost, checkOrigin } from './access/guards.js'
import { requestDeadline } from './access/request-deadline.js'
import { securityHeaders } from './access/headers.js'
import { acceptLinks } from './access/signed-links.js'
import { downloadRoutes } from './exports/download-routes.js'
import { streamRoutes } from './exports/stream-routes.js'
import { sessionRoutes } from './access/session-routes.js'
import type { Config } from './config.js'
import type { Desk } from './desk/desk.js'
import { deskRoutes } from './desk/desk-routes.js'
import { TestedValues } from './directories/tested-values.js'
import type { Services } from './graphql/context.js'
import { graphqlRoute } from './graphql/graphql-route.js'
import type { Log } from './log.js'
import { Metrics } from './metrics.js'
import { failures, notFound } from './rest/failures.js'
import { healthRoutes } from './rest/health.js'
import { metricsRoute } from './rest/metrics-route.js'
import { openApiRoute } from './rest/openapi/openapi-route.js'
import { requestLog } from './rest/request-log.js'
import { routerOf, type Route } from './rest/route.js'
import { permissionsRoutes } from './rest/transfers/permissions-routes.js'
import { securityMapRoutes } from './rest/transfers/security-map-routes.js'
import { uploadRoutes } from './rest/uploads/upload-routes.js'
import { webClient } from './rest/web-client.js'
import type { UploadService } from './uploads/upload-service.js'
import { WEB_FOLDER } from './web-folder.js'

export interface ApplicationOptions extends Omit<Services, 'tested'> {
  readonly config: Config
  readonly log: Log
  readonly uploads: UploadService
  /** What commands on this computer may ask, and the key that they show. */
  readonly desk: Desk
  readonly ownerKey: string
  /** Folder of the finished runs. */
  readonly runsFolder: string
  /** Folder of the built web client; that of this checkout by default. */
  readonly webFolder?: string
}

export interface Application {
  /** Answers requests; listens nowhere. */
  readonly app: Express
  /** Every route beside `/graphql` and the pages, with who may call it. */
  readonly routes: readonly Route[]
  /** Lets running operations end. The services are the caller's to close. */
  close(): Promise<void>
}

/** The HTTP application over its services. */
export async function createApplication(options: ApplicationOptions): Promise<Application> {
  const { desk, ownerKey, webFolder = WEB_FOLDER, ...rest } = options
  const { config, control, uploads, log, runsFolder, ...services } = rest
  const tested = new TestedValues(() => control.clock().getTime())
  const metrics = new Metrics({ runs: control.runs, uploads })
  const allowances = new Allowances(config.costPerSecond, control.clock)
  const graphql = await graphqlRoute({ ...services, control, tested }, { log, metrics, allowances })
  const transfers = { control, warehouse: services.warehouse, allowances, site: config }
  const routes = [
    ...uploadRoutes(control, uploads),
    ...securityMapRoutes(transfers),
    ...permissionsRoutes(transfers),
    openApiRoute,
    ...downloadRoutes(control, services.exports),
    ...streamRoutes(control, services.warehouse, config),
    ...healthRoutes([() => control.ping(), () => access(runsFolder)]),
    ...sessionRoutes(control, config),
    ...deskRoutes(desk),
    metricsRoute(metrics),
  ]
  const app = express()
  app.disable('x-powered-by')
  app.set('query parser', 'simple')
  app.use(requestDeadline())
  app.use(requestLog(log, metrics), securityHeaders(config), checkHost(config))
  app.use(authenticate(control, new Attempts(control.clock), ownerKey))
  app.use(acceptLinks(control, services.exports.links), checkOrigin(config))
  app.use(chargeRequest(allowances))
  app.use(routerOf(routes), graphql.router, webClient(webFolder), notFound)
  app.use(failures(log, metrics))
  return { app, routes, close: () => graphql.close() }
}
