import type { Clock } from '../control/clock.js'

/** What a request costs before anything is known of it: reading, parsing and checking it. */
export const REQUEST_COST = 50
/** How many seconds' worth may be spent at once. */
const SAVED_SECONDS = 20
const MAX_KEYS = 10_000

interface Account {
  points: number
  at: number
}

/**
 * A budget of cost for each caller, filled at a steady rate (a token bucket). Whoever has anything left may ask for
 * more than is left and waits longer for it, so that no single request that is allowed at all is shut out.
 */
export class Allowances {
  readonly #accounts = new Map<string, Account>()

  constructor(
    private readonly perSecond: number,
    private readonly clock: Clock,
  ) {}

  /** Seconds until the caller may spend again, having spent nothing; or 0, having spent the cost. */
  spend(caller: string, cost: number): number {
    const account = this.#accountOf(caller)
    if (account.points <= 0) return Math.max(1, Math.ceil(-account.points / this.perSecond))
    account.points -= cost
    return 0
  }

  #accountOf(caller: string): Account {
    const now = this.clock().getTime()
    const full = this.perSecond * SAVED_SECONDS
    const known = this.#accounts.get(caller) ?? { points: full, at: now }
    known.points = Math.min(full, known.points + (Math.max(0, now - known.at) / 1000) * this.perSecond)
    known.at = now
    this.#accounts.delete(caller)
    this.#accounts.set(caller, known)
    const eldest = this.#accounts.keys().next().value
    if (this.#accounts.size > MAX_KEYS && eldest !== undefined) this.#accounts.delete(eldest)
    return known
  }
}
