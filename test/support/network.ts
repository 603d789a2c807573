import type { Page, Route } from 'playwright-core'

/** What becomes of a page's questions. */
export type Weather = 'clear' | 'held' | 'failing' | 'emptied'

/** What the stream of a run says that has nothing to say. */
const SILENCE = `event: next\ndata: ${JSON.stringify({ data: { runEvents: { run: null, lines: [] } } })}\n\nevent: complete\ndata:\n\n`

/** The same answer with nothing in its lists, and counts that say so. */
const emptied = (value: unknown): unknown => {
  if (Array.isArray(value)) return []
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, key === 'totalCount' ? 0 : emptied(part)]),
  )
}

/**
 * Stands between a page and its server. Operations that `spared` names get through in any weather.
 */
export const weatherOf = async (page: Page) => {
  let weather: Weather = 'clear'
  let spared: readonly string[] = []
  let held: Route[] = []
  await page.route(/\/graphql(\/stream)?$/, async (route) => {
    const { query } = route.request().postDataJSON() as { query: string }
    const isSpared = spared.includes(/(?:query|mutation|subscription)\s+(\w+)/.exec(query)?.[1] ?? '')
    if (weather === 'clear' || isSpared) return route.continue()
    if (weather === 'failing') return route.abort('connectionrefused')
    if (weather === 'held') return void held.push(route)
    if (route.request().url().endsWith('/stream'))
      return route.fulfill({ contentType: 'text/event-stream', body: SILENCE })
    const response = await route.fetch()
    return route.fulfill({ response, json: emptied(await response.json()) })
  })
  return async (next: Weather, sparing: readonly string[] = []): Promise<void> => {
    ;[weather, spared] = [next, sparing]
    const waiting = held
    held = []
    await Promise.all(waiting.map((route) => route.continue().catch(() => null)))
  }
}
