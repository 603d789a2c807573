import { serverAudits } from 'graphql-http'
import { expect, it } from 'vitest'

import { startServer, type TestServer } from './test-server.js'

/** How many of the audits send what needs no leave of the browser. */
const SIMPLE = 5

/** Where Apollo answers 400 under `application/json` and the audit would rather see 200. */
const TOLERATED = ['572B', 'FDE2', '7B9B']

const auditsOf = (
  { url, tokens }: TestServer,
  headers: Record<string, string>,
  seen: (init: RequestInit | undefined, answer: Response) => Promise<void> = async () => undefined,
) =>
  serverAudits({
    url: `${url}/graphql`,
    fetchFn: async (input: string, init?: RequestInit) => {
      const sent = new Headers(init?.headers)
      sent.set('authorization', `Bearer ${tokens.admin}`)
      for (const [name, value] of Object.entries(headers)) sent.set(name, value)
      const answer = await fetch(input, { ...init, headers: sent })
      await seen({ ...init, headers: sent }, answer.clone())
      return answer
    },
  })

it('speaks GraphQL over HTTP, by the audit of graphql-http', async () => {
  const audits = auditsOf(await startServer(), { 'apollo-require-preflight': '1' })
  const results = []
  for (const audit of audits) results.push(await audit.fn())
  expect(audits).toHaveLength(61)
  const failed = results.filter(({ status }) => status !== 'ok').map(({ id, status }) => `${id} ${status}`)
  expect(failed.sort()).toEqual(TOLERATED.map((id) => `${id} warn`).sort())
}, 60_000)

/** What a page of another site can send without being asked for leave first: no header, and a type of forms. */
const isSimple = (init: RequestInit | undefined): boolean => {
  const type = new Headers(init?.headers).get('content-type')
  return type === null || /^(text\/plain|application\/x-www-form-urlencoded|multipart\/form-data)/.test(type)
}

it('refuses those of the requests that another site could send, without the header it cannot send', async () => {
  const refused: string[] = []
  const seen = async (init: RequestInit | undefined, answer: Response) => {
    const said = `${init?.method ?? 'GET'} ${answer.status} ${await answer.text()}`
    if (!isSimple(init)) return expect(said).not.toContain('CSRF')
    expect(said).toMatch(/^\w+ 4\d\d .*"code":"[A-Z_]+"/s)
    refused.push(said)
  }
  for (const audit of auditsOf(await startServer(), {}, seen)) await audit.fn()
  expect(refused).toHaveLength(SIMPLE)
  expect(refused.some((said) => said.startsWith('GET 400') && said.includes('CSRF'))).toBe(true)
}, 60_000)

it('refuses all of them where another site sends them as a form would', async () => {
  const statuses: number[] = []
  const seen = async (_init: RequestInit | undefined, answer: Response) => {
    expect(await answer.text()).toMatch(/"code":"[A-Z_]+"/)
    statuses.push(answer.status)
  }
  const asForm = { 'content-type': 'text/plain' }
  for (const audit of auditsOf(await startServer(), asForm, seen)) await audit.fn()
  expect(statuses.length).toBeGreaterThanOrEqual(61)
  expect(statuses.filter((status) => status < 400 || status >= 500)).toEqual([])
}, 60_000)
