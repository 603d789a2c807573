import type { Route } from '../route.js'
import { PATHS } from './paths.js'
import { SCHEMAS } from './schemas.js'

/** The REST API described for machines, version 3.1. */
export const openApiDescription = {
  openapi: '3.1.0',
  info: {
    title: 'Crosswalk REST API',
    version: '1',
    description:
      'Reports of finished runs in the envelope of DryvIQ’s REST API, and uploads. See docs/api.md.',
  },
  security: [{ token: [] }],
  paths: PATHS,
  components: {
    schemas: SCHEMAS,
    securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
  },
}

export const openApiRoute: Route = {
  method: 'get',
  path: '/v1/openapi.json',
  access: 'viewer',
  handle(_request, response) {
    response.json(openApiDescription)
  },
}
