import { randomBytes } from 'node:crypto'
import { answer, type Answer } from './answer.js'
import type { StandInClock } from './clock.js'

const DAY = 24 * 3600_000

/**
 * Access tokens: 24 hours of life unless told otherwise, several valid at a time. Both endpoints issue them:
 * OAuth counts `expires_in` in seconds, the JWT exchange that ended in milliseconds.
 */
export class StandInTokens {
  readonly #expiries = new Map<string, number>()
  life = DAY

  constructor(
    private readonly clock: StandInClock,
    private readonly clientId: string,
    private readonly clientSecret: string,
  ) {}

  issue(token = `stand-in-${randomBytes(24).toString('base64url')}`): string {
    this.#expiries.set(token, this.clock.now() + this.life)
    return token
  }

  isValid(token: string): boolean {
    return (this.#expiries.get(token) ?? 0) > this.clock.now()
  }

  /** Every token issued so far ends now. */
  expireAll(): void {
    for (const token of this.#expiries.keys()) this.#expiries.set(token, 0)
  }

  /** `POST /ims/token/v2` with a form. */
  oauth(form: URLSearchParams): Answer {
    const known = form.get('client_id') === this.clientId && form.get('client_secret') === this.clientSecret
    if (form.get('grant_type') !== 'client_credentials')
      return answer(400, { error: 'unsupported_grant_type' })
    if (!known) return answer(400, { error: 'invalid_client', error_description: 'invalid client_secret' })
    return this.#issued('bearer', this.life / 1000)
  }

  /** `POST /ims/exchange/jwt/` with a form; signatures are not checked. */
  exchangeJwt(form: URLSearchParams): Answer {
    const known = form.get('client_id') === this.clientId && form.get('client_secret') === this.clientSecret
    if (!known || !form.has('jwt_token')) return answer(400, { error: 'invalid_token' })
    return this.#issued('bearer', this.life)
  }

  #issued(type: string, expiresIn: number): Answer {
    return answer(200, { access_token: this.issue(), token_type: type, expires_in: expiresIn })
  }
}
