import type { Metrics } from '../metrics.js'
import type { Route } from './route.js'

/** `/metrics`, for a scraper with a token: a proxy on this machine would make every caller look local. */
export const metricsRoute = (metrics: Metrics): Route => ({
  method: 'get',
  path: '/metrics',
  access: 'viewer',
  async handle(_request, response) {
    const text = await metrics.text()
    response.set('Content-Type', metrics.contentType).send(text)
  },
})
