import type { Problem } from '../../problem.js'
import type { DirectoryAccess, UmapiSettings } from '../settings.js'
import { realWaiting, type Waiting } from '../waiting.js'
import { tokenSourceOf, type TokenSource } from './access-token.js'
import { errorCodeOf, fieldsOf, groupOf, pageOf, userOf } from './bodies.js'
import type { UmapiGroup, UmapiPage, UmapiUser } from './bodies.js'
import * as problems from './problems.js'
import { retryAfter } from './retry-after.js'
import { Throttle } from './throttle.js'

const TRIES = 5
const FIRST_DELAY = 1000
/** A longer wait is told to a person instead of slept through. */
const LONGEST_WAIT = 120_000
const TIMEOUT = 60_000
/** A question that was sent when the run is told to stop may still be answered: it need not be asked again. */
const GRACE = 5000
const GROUPS_PER_MINUTE = 5
const RETRIED = [429, 500, 502, 503, 504]

export interface ClientOptions {
  readonly signal: AbortSignal
  readonly waiting?: Waiting
  /** Milliseconds an answer may take. */
  readonly timeout?: number
  /** Tries a request gets, the first included; 5 if not given. */
  readonly tries?: number
  /** Milliseconds that an answer under way may still take once the signal is raised. */
  readonly grace?: number
  /** Told of a wait of some length before it begins. */
  readonly waits?: (milliseconds: number) => void
}

interface Answered {
  readonly status: number
  readonly headers: Headers
  /** Undefined where the body is empty. */
  readonly body: unknown
}

/** One user's answer: who was found, nobody, or why this one cannot be asked for. */
export type UserAnswer = { readonly user: UmapiUser | null; readonly refused: string | null }

/**
 * The calls of Adobe's User Management API that read. Requests go one after another, within the limits a minute;
 * 429 and 5xx are tried again after `Retry-After` or a delay that doubles, with jitter.
 *
 * Every call throws Problem `DIRECTORY_TOKEN_EXPIRED`, `DIRECTORY_REFUSED`, `DIRECTORY_THROTTLED` or
 * `DIRECTORY_UNREACHABLE`, or an `AbortError` when the signal is raised.
 */
export class UmapiClient {
  /** Requests sent. */
  requests = 0
  readonly #tokens: TokenSource
  readonly #waiting: Waiting
  readonly #users: Throttle
  readonly #groups: Throttle

  constructor(
    private readonly access: DirectoryAccess<UmapiSettings>,
    private readonly options: ClientOptions,
  ) {
    this.#waiting = options.waiting ?? realWaiting
    this.#tokens = tokenSourceOf(access, this.#waiting)
    const { requestsPerMinute } = access.settings
    this.#users = new Throttle(requestsPerMinute, this.#waiting)
    this.#groups = new Throttle(
      Math.max(1, Math.floor((requestsPerMinute * GROUPS_PER_MINUTE) / 25)),
      this.#waiting,
    )
  }

  /** A page of the organisation's users, from 0; past the end the last page again. */
  async users(page: number): Promise<UmapiPage<UmapiUser>> {
    const { headers, body } = await this.#page(this.#users, `users/${this.#org}/${page}?directOnly=true`)
    return this.#read(pageOf(body, headers, 'users', userOf))
  }

  /** A page of the organisation's groups and profiles, from 0. */
  async groups(page: number): Promise<UmapiPage<UmapiGroup>> {
    const { headers, body } = await this.#page(this.#groups, `groups/${this.#org}/${page}`)
    return this.#read(pageOf(body, headers, 'groups', groupOf))
  }

  /** The user with this address, in any letter case; of those of `domain` where one is given. */
  async user(email: string, domain: string | null = null): Promise<UserAnswer> {
    const query = domain === null ? '' : `?domain=${encodeURIComponent(domain)}`
    const path = `organizations/${this.#org}/users/${encodeURIComponent(email)}${query}`
    const { status, body } = await this.#ask(this.#users, path)
    if (status === 200) return { user: this.#read(userOf(fieldsOf(body)?.['user'])), refused: null }
    const code = errorCodeOf(body)
    if (status === 404 && code === 'error.user.not_found') return { user: null, refused: null }
    if (status === 400 && code !== null && code !== 'error.organization.invalid_id')
      return { user: null, refused: code.slice(0, 80) }
    throw this.#refusal(status)
  }

  get #org(): string {
    return encodeURIComponent(this.access.settings.orgId).replace('%40', '@')
  }

  async #page(throttle: Throttle, path: string): Promise<Answered> {
    const answered = await this.#ask(throttle, path)
    if (answered.status !== 200) throw this.#refusal(answered.status)
    return answered
  }

  #read<Row>(value: Row | null): Row {
    if (value === null) throw problems.unreachable(this.access.name, 'gave an answer that cannot be read')
    return value
  }

  #refusal(status: number): Problem {
    const { name } = this.access
    if (status === 403) return problems.keyForbidden(name)
    return status === 400 ? problems.badOrganisation(name) : problems.unexpectedStatus(name, status)
  }

  /** Asks until there is an answer that trying again would not change. */
  async #ask(throttle: Throttle, path: string): Promise<Answered> {
    for (let tried = 1; ; tried++) {
      this.options.signal.throwIfAborted()
      const token = await this.#tokens.current(this.options.signal)
      await throttle.pass(this.options.signal)
      const answered = await this.#send(path, token)
      if (answered instanceof Error || RETRIED.includes(answered.status)) await this.#before(tried, answered)
      else if (answered.status === 401) this.#tokens.refused(token)
      else {
        this.#tokens.accepted(token)
        return answered
      }
    }
  }

  /** Waits before the next try. @throws Problem where there is none, or the wait is too long. */
  async #before(tried: number, answered: Answered | Error): Promise<void> {
    const { name } = this.access
    const { now, sleep, random } = this.#waiting
    const limited = !(answered instanceof Error) && answered.status === 429
    const asked = answered instanceof Error ? null : retryAfter(answered.headers.get('retry-after'), now())
    if (asked !== null && asked > LONGEST_WAIT) throw problems.throttled(name, asked)
    if (tried >= (this.options.tries ?? TRIES)) {
      if (limited) throw problems.throttled(name, null)
      throw answered instanceof Error
        ? problems.unreachable(name, 'does not answer', answered)
        : problems.unreachable(name, `keeps answering with status ${answered.status}`)
    }
    const jitter = random() * FIRST_DELAY
    const wait = asked === null ? FIRST_DELAY * 2 ** (tried - 1) + jitter : asked + jitter
    this.options.waits?.(wait)
    await sleep(wait, this.options.signal)
  }

  /** One request; an error where no whole answer came back. */
  async #send(path: string, token: string): Promise<Answered | Error> {
    const { signal, timeout = TIMEOUT, grace = GRACE } = this.options
    const { apiUrl, clientId } = this.access.settings
    signal.throwIfAborted()
    this.requests++
    const late = new AbortController()
    const raise = (): void => void setTimeout(() => late.abort(), grace).unref()
    signal.addEventListener('abort', raise, { once: true })
    try {
      const response = await fetch(`${apiUrl}/${path}`, {
        headers: { accept: 'application/json', 'x-api-key': clientId, authorization: `Bearer ${token}` },
        redirect: 'error',
        signal: AbortSignal.any([late.signal, AbortSignal.timeout(timeout)]),
      })
      const text = await response.text()
      const { status, headers } = response
      return { status, headers, body: readBody(text, status) }
    } catch (cause) {
      signal.throwIfAborted()
      return cause instanceof Error ? cause : new Error('No answer.', { cause })
    } finally {
      signal.removeEventListener('abort', raise)
    }
  }
}

/** @throws SyntaxError where an answer that should be JSON was cut short. */
const readBody = (text: string, status: number): unknown => {
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    if (status === 200) throw cause
    return undefined
  }
}
