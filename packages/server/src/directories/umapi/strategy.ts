import type { UmapiSettings } from '../settings.js'

/** Requests an address takes: an Adobe ID may share it with a user of the organisation, and is asked for apart. */
export const REQUESTS_PER_EMAIL = 2
/** Users a page, as documented. */
export const DOCUMENTED_PAGE = 2000
/** About what one answer takes, in milliseconds. */
const ANSWER = 500

export interface UmapiEstimate {
  readonly strategy: 'pages' | 'single'
  /** Null where nobody knows how many addresses there are. */
  readonly requests: number | null
  readonly milliseconds: number | null
}

/** How long so many requests take under a limit a minute: as long as their answers, or as the minutes they fill. */
const durationOf = (requests: number, perMinute: number): number => {
  const minutes = Math.floor(Math.max(0, requests - 1) / perMinute)
  return Math.max(requests * ANSWER, minutes * 60_000 + (requests - minutes * perMinute) * ANSWER)
}

/**
 * How users are asked for, and what that costs: whichever takes fewer requests, whole pages where the plan needs
 * everybody. Unknown counts are null: users of the organisation take a page, addresses are taken to be many, and how
 * long they take cannot be told.
 */
export const estimateUmapi = (
  { strategy, requestsPerMinute }: Pick<UmapiSettings, 'strategy' | 'requestsPerMinute'>,
  {
    users,
    pageSize,
    emails,
    everyone,
  }: {
    users: number | null
    pageSize: number | null
    emails: number | null
    everyone: boolean
  },
): UmapiEstimate => {
  const pages = Math.max(1, Math.ceil((users ?? 1) / Math.max(1, pageSize ?? DOCUMENTED_PAGE)))
  const single = emails === null ? Infinity : emails * REQUESTS_PER_EMAIL
  const chosen =
    everyone || strategy === 'pages' || (strategy === 'auto' && pages <= single) ? 'pages' : 'single'
  const requests = chosen === 'pages' ? pages : single
  if (requests === Infinity) return { strategy: chosen, requests: null, milliseconds: null }
  return { strategy: chosen, requests, milliseconds: durationOf(requests, requestsPerMinute) }
}
