import { answer, type Answer } from './answer.js'
import type { StandInClock } from './clock.js'
import type { PathClass } from './limits.js'

/** How `Retry-After` is given: in seconds, as an HTTP date that many seconds ahead, or not at all. */
export type RetryAfter = { seconds: number } | { date: number } | null

/**
 * One scripted fault, used up by the next requests of its class: after `skip` that pass, `times` that fail.
 * `hang` never answers, `reset` cuts the connection, `half` sends a part of the body and cuts.
 */
export interface Fault {
  readonly on: PathClass | 'token' | 'any'
  readonly skip?: number
  readonly times?: number
  readonly how:
    | { readonly status: 429 | 500 | 502 | 503 | 504; readonly retryAfter?: RetryAfter }
    | { readonly status: 401 | 403 }
    /** Refuses what was asked for, with this code. */
    | { readonly status: 400; readonly code: string }
    | { readonly body: string }
    | 'hang'
    | 'reset'
    | 'half'
}

export type Failing = Answer | 'hang' | 'reset' | 'half' | { readonly raw: string }

interface Armed {
  readonly fault: Fault
  skip: number
  times: number
}

export class StandInFaults {
  #armed: Armed[] = []

  constructor(private readonly clock: StandInClock) {}

  script(...faults: readonly Fault[]): void {
    this.#armed.push(...faults.map((fault) => ({ fault, skip: fault.skip ?? 0, times: fault.times ?? 1 })))
  }

  clear(): void {
    this.#armed = []
  }

  /** What becomes of a request of this class, or null where nothing is scripted for it. */
  next(kind: PathClass | 'token'): Failing | null {
    const armed = this.#armed.find(({ fault, times }) => times > 0 && [kind, 'any'].includes(fault.on))
    if (armed === undefined) return null
    if (armed.skip-- > 0) return null
    armed.times--
    const { how } = armed.fault
    if (typeof how === 'string') return how
    if ('body' in how) return { raw: how.body }
    if (how.status === 400) return answer(400, { result: how.code, message: 'Refused' })
    if (how.status === 401 || how.status === 403) return refused(how.status)
    return answer(
      how.status,
      how.status === 429 ? tooMany : null,
      this.#retryAfter('retryAfter' in how ? (how.retryAfter ?? null) : null),
    )
  }

  #retryAfter(after: RetryAfter): Record<string, string> {
    if (after === null) return {}
    if ('seconds' in after) return { 'Retry-After': String(after.seconds) }
    return { 'Retry-After': new Date(this.clock.now() + after.date * 1000).toUTCString() }
  }
}

export const tooMany = { error_code: '429050', message: 'Too many requests' }

/** 401 and 403 come without a body. */
export const refused = (status: 401 | 403): Answer =>
  answer(
    status,
    null,
    status === 401 ? { 'WWW-Authenticate': 'Bearer realm="JIL", error="invalid_token"' } : {},
  )
