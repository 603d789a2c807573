import type { Allowances } from '../access/allowances.js'
import type { Log } from '../log.js'
import type { Metrics } from '../metrics.js'

/** What GraphQL over HTTP needs beside the services: where it tells of itself, and what callers may spend. */
export interface RouteOptions {
  readonly log: Log
  readonly metrics: Metrics
  readonly allowances: Allowances
}
