import type { StandInClock } from './clock.js'

/** The classes of calls that are counted apart. */
export type PathClass = 'users' | 'groups' | 'action'

const MINUTE = 60_000

/** Requests a minute, per client and for the whole application, as the manual gives them. */
export const DOCUMENTED_LIMITS: Readonly<Record<PathClass, { client: number; application: number }>> = {
  users: { client: 25, application: 100 },
  groups: { client: 5, application: 100 },
  action: { client: 10, application: 100 },
}

/** Counts requests by minute and says for how many seconds one that is too many must wait. */
export class StandInLimits {
  readonly #seen = new Map<string, number[]>()
  limits = DOCUMENTED_LIMITS

  constructor(private readonly clock: StandInClock) {}

  /** Seconds until the request may come again; 0 lets it pass, and counts it. */
  wait(kind: PathClass, client: string): number {
    const { client: own, application } = this.limits[kind]
    const wait = Math.max(this.#over(`${kind} ${client}`, own), this.#over(kind, application))
    if (wait > 0) return Math.ceil(wait / 1000)
    for (const key of [`${kind} ${client}`, kind]) this.#seen.get(key)?.push(this.clock.now())
    return 0
  }

  #over(key: string, limit: number): number {
    const since = this.clock.now() - MINUTE
    const recent = (this.#seen.get(key) ?? []).filter((at) => at > since)
    this.#seen.set(key, recent)
    const oldest = recent[recent.length - limit]
    return oldest === undefined ? 0 : oldest - since
  }
}
