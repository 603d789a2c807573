import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

import type { ControlStore } from './control/control-store.js'
import type { UploadService } from './uploads/upload-service.js'

export interface MetricsSources {
  readonly runs: Pick<ControlStore['runs'], 'countByState'>
  readonly uploads: Pick<UploadService, 'receiving'>
}

/** An answer, told by its route's pattern, never by its address. */
export interface Answered {
  readonly method: string
  readonly route: string
  /** The HTTP status, or `aborted`. */
  readonly status: number | 'aborted'
  readonly seconds: number
}

/** Lines of work logs read from disk: each once, however many follow. */
export const logLinesRead = new Counter({
  name: 'crosswalk_log_lines_read_total',
  help: 'Lines of run and export logs read from disk.',
  registers: [],
})

/** Figures of the service for Prometheus. They name no person, job or file. */
export class Metrics {
  readonly #registry = new Registry()
  readonly #answers: Histogram
  readonly #refusals: Counter

  constructor({ runs, uploads }: MetricsSources) {
    const registers = [this.#registry]
    collectDefaultMetrics({ register: this.#registry })
    this.#registry.registerMetric(logLinesRead)
    this.#answers = new Histogram({
      name: 'crosswalk_http_request_duration_seconds',
      help: 'Time from a request to the end of its answer.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    })
    this.#refusals = new Counter({
      name: 'crosswalk_refusals_total',
      help: 'Refusals by code, GraphQL included; INTERNAL and INTERNAL_SERVER_ERROR are faults of the service.',
      labelNames: ['code'],
      registers,
    })
    new Gauge({
      name: 'crosswalk_runs',
      help: 'Runs by state.',
      labelNames: ['state'],
      registers,
      async collect() {
        this.reset()
        for (const [state, count] of await runs.countByState()) this.set({ state }, count)
      },
    })
    new Gauge({
      name: 'crosswalk_uploads_receiving',
      help: 'Uploads under way.',
      registers,
      collect() {
        this.set(uploads.receiving.length)
      },
    })
  }

  answered({ method, route, status, seconds }: Answered): void {
    this.#answers.observe({ method, route, status }, seconds)
  }

  refused(code: string): void {
    this.#refusals.inc({ code })
  }

  get contentType(): string {
    return this.#registry.contentType
  }

  /** In the text format of Prometheus. */
  text(): Promise<string> {
    return this.#registry.metrics()
  }
}
