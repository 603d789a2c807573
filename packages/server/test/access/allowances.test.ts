import { describe, expect, it } from 'vitest'

import { Allowances, REQUEST_COST } from '../../src/access/allowances.js'
import { TestClock } from '../control/store.js'
import { startServer } from '../http/test-server.js'

describe('an allowance', () => {
  it('is twenty seconds’ worth, may be overdrawn once, and fills again', () => {
    const clock = new TestClock()
    const allowances = new Allowances(100, clock.read)
    expect(allowances.spend('a', 1999)).toBe(0)
    expect(allowances.spend('a', 501)).toBe(0)
    expect(allowances.spend('a', 1)).toBe(5)
    expect(allowances.spend('b', 1)).toBe(0)
    clock.advance(5001)
    expect(allowances.spend('a', 1)).toBe(0)
    clock.advance(3_600_000)
    expect(allowances.spend('a', 2001)).toBe(0)
    expect(allowances.spend('a', 1)).toBe(1)
  })

  it('is spent by what is asked, over GraphQL and REST alike, and says when to come back', async () => {
    const server = await startServer({ environment: { CROSSWALK_COST_PER_SECOND: '100' } })
    const query = '{ jobs(first: 200) { edges { node { id name runCount } } } }'
    const costly = await server.graphql(query, {}, 'viewer')
    expect(costly.status).toBe(200)
    for (const path of ['/api/session', '/graphql']) {
      const how = path === '/graphql' ? { method: 'POST', body: { query: '{ viewer { name } }' } } : {}
      while ((await server.ask(path, { ...how, token: server.tokens.viewer })).status === 200);
      const refused = await server.ask(path, { ...how, token: server.tokens.viewer })
      expect(refused.status).toBe(429)
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(await refused.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS' })
    }
    expect((await server.ask('/api/session', { token: server.tokens.admin })).status).toBe(200)
    server.clock.advance(10_000)
    expect((await server.ask('/api/session', { token: server.tokens.viewer })).status).toBe(200)
  })

  it('is charged for the operation itself', async () => {
    const server = await startServer({ environment: { CROSSWALK_COST_PER_SECOND: '100' } })
    const query = '{ jobs(first: 200) { edges { node { id name runCount } } } }'
    const statuses = []
    for (let asked = 0; asked < 4; asked += 1)
      statuses.push((await server.graphql(query, {}, 'viewer')).status)
    expect(statuses).toEqual([200, 200, 429, 429])
    expect(4 * REQUEST_COST).toBeLessThan(20 * 100)
  })
})

it('shuts out an address that keeps sending bad tokens, and never a good one', async () => {
  const server = await startServer()
  const ask = (token: string) => server.ask('/api/session', { token })
  for (let count = 0; count < 10; count += 1) expect((await ask('cwt_guess')).status).toBe(401)
  const refused = await ask('cwt_guess')
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBe(900)
  expect((await ask(server.tokens.viewer)).status).toBe(200)
  expect((await server.control.audit.page({ limit: 99 }, { action: 'SIGN_IN' })).rows).toHaveLength(10)
})
