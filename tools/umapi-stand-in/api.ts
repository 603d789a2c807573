import type { IncomingMessage } from 'node:http'
import { act } from './actions.js'
import { answer, type Answer, type Asked } from './answer.js'
import type { StandInClock } from './clock.js'
import { refused, tooMany, type Failing, type StandInFaults } from './faults.js'
import type { JournalLine, StandInJournal } from './journal.js'
import type { PathClass, StandInLimits } from './limits.js'
import { groupsPage, groupUsersPage, oneUser, usersPage, type ListingTraits } from './listings.js'
import type { StandInRecordings } from './recordings.js'
import type { StandInTokens } from './tokens.js'
import type { World } from './world.js'

/** Everything a test may look at and set. */
export interface StandInState {
  readonly orgId: string
  readonly clientId: string
  readonly clientSecret: string
  readonly clock: StandInClock
  readonly world: World
  readonly tokens: StandInTokens
  readonly limits: StandInLimits
  readonly faults: StandInFaults
  readonly traits: ListingTraits
  readonly recordings: StandInRecordings
  readonly journal: StandInJournal
}

const BASE = '/v2/usermanagement/'
const BAD_ORGANISATION = answer(400, {
  result: 'error.organization.invalid_id',
  message: 'Bad organization Id',
})
const NOT_FOUND = answer(404, { result: 'error.path.not_found', message: 'Not found' })

const kindOf = ({ segments }: Asked): PathClass =>
  segments[0] === 'groups' ? 'groups' : segments[0] === 'action' ? 'action' : 'users'

/** Routes, credentials, limits and faults: what a request is answered. */
export class StandInApi {
  constructor(private readonly state: StandInState) {}

  answer(request: IncomingMessage, body: string): Failing {
    const url = new URL(request.url ?? '/', 'http://stand-in')
    const { faults, tokens, journal } = this.state
    if (url.pathname.startsWith('/ims/')) {
      const failing = faults.next('token')
      if (failing !== null) return failing
      const form = new URLSearchParams(body)
      const said = url.pathname.includes('/jwt') ? tokens.exchangeJwt(form) : tokens.oauth(form)
      journal.note({ kind: 'token', what: '', status: said.status })
      return said
    }
    if (!url.pathname.startsWith(BASE)) return NOT_FOUND
    const asked: Asked = {
      method: request.method ?? 'GET',
      segments: url.pathname.slice(BASE.length).split('/').map(decodeURIComponent),
      query: url.searchParams,
      body: body === '' ? null : parsed(body),
    }
    if (asked.segments[0] === 'status') return answer(200, { state: 'LIVE', build: 'stand-in', version: '2' })
    const failing =
      this.#gate(request, asked) ?? this.state.recordings.answerTo(asked.method, url.pathname, asked.body)
    return failing ?? this.#route(asked)
  }

  /** Scripted faults, then credentials, then limits, as the real gateway asks them. */
  #gate({ headers }: IncomingMessage, asked: Asked): Failing | null {
    const { faults, tokens, limits, clientId } = this.state
    const failing = faults.next(kindOf(asked))
    if (failing !== null) return failing
    if (headers['x-api-key'] !== clientId) return refused(403)
    if (!tokens.isValid(/^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '')) return refused(401)
    const wait = limits.wait(kindOf(asked), clientId)
    return wait === 0 ? null : answer(429, tooMany, { 'Retry-After': String(wait) })
  }

  #route(asked: Asked): Answer {
    const { method, segments, query } = asked
    const [kind = '', ...rest] = segments
    const domain = query.get('domain')
    if (kind === 'organizations' && rest[1] === 'users')
      return this.#within(
        rest[0],
        { kind: 'user', what: `${rest[2] ?? ''}${domain === null ? '' : ` in ${domain}`}` },
        () => this.#oneUser(asked),
      )
    if (kind === 'users')
      return this.#within(rest[0], { kind, what: rest[1] ?? '' }, () => this.#users(asked))
    if (kind === 'groups')
      return this.#within(rest[0], { kind, what: rest[1] ?? '' }, () =>
        groupsPage(this.state.world, this.state.traits, Number(rest[1])),
      )
    if (kind === 'action' && method === 'POST')
      return this.#within(rest[0], { kind, what: '' }, () =>
        act(this.state.world, asked.body, asked.query.get('testOnly') === 'true'),
      )
    return NOT_FOUND
  }

  #oneUser({ segments, query }: Asked): Answer {
    return oneUser(this.state.world, segments[3] ?? '', query.get('domain'))
  }

  #users({ segments, query }: Asked): Answer {
    const { world, traits } = this.state
    const [, , page, groupName] = segments
    if (!/^\d+$/.test(page ?? '')) return answer(400, { result: 'error.page.invalid', message: 'Bad page' })
    return groupName === undefined
      ? usersPage(world, traits, Number(page))
      : groupUsersPage(world, traits, Number(page), groupName, query.get('directOnly') !== 'false')
  }

  #within(orgId: string | undefined, line: Omit<JournalLine, 'status'>, work: () => Answer): Answer {
    const said = orgId === this.state.orgId ? work() : BAD_ORGANISATION
    this.state.journal.note({ ...line, status: said.status })
    return said
  }
}

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body) as unknown
  } catch {
    return null
  }
}
