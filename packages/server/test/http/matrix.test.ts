import { describe, expect, it } from 'vitest'

import { mayAct, ROLES } from '../../src/control/roles.js'
import { PATHS } from '../../src/rest/openapi/paths.js'
import { startServer } from './test-server.js'

/** Who may call what beside GraphQL, written down once more: a change of a role is a change of this table. */
const expected: Record<string, string> = {
  ...{ 'get /healthz': 'public', 'get /readyz': 'public' },
  ...{ 'post /api/session': 'public', 'delete /api/session': 'public', 'get /api/session': 'viewer' },
  ...{ 'post /api/sign-in-links': 'admin', 'get /metrics': 'viewer', 'get /v1/openapi.json': 'viewer' },
  ...{ 'get /v1/transfers/security_map': 'viewer', 'get /v1/transfers/:jobId/security_map': 'viewer' },
  ...{ 'get /v1/transfers/permissions': 'viewer', 'get /v1/transfers/permissions.csv': 'exporter' },
  ...{ 'post /v1/uploads': 'operator', 'get /v1/uploads': 'operator' },
  ...{ 'get /v1/uploads/:id': 'operator', 'delete /v1/uploads/:id': 'operator' },
}

/** For commands on the server's own computer, which show the key of the data folder's owner; no token will do. */
const OWNER = '/api/owner/'

describe('a route', () => {
  it('is as declared for every role, and for nobody', async () => {
    const { application, ask, tokens } = await startServer()
    const declared = application.routes.map(({ method, path, access }) => [`${method} ${path}`, access])
    expect(Object.fromEntries(declared)).toMatchObject(expected)
    for (const { method, path, access } of application.routes) {
      const address = path.replace(/:\w+/g, 'none')
      const body = method === 'get' ? {} : { body: {} }
      const how = { method: method.toUpperCase(), ...body }
      for (const role of ROLES) {
        const { status } = await ask(address, { ...how, token: tokens[role] })
        const isLetIn = !path.startsWith(OWNER) && (access === 'public' || mayAct(role, access))
        expect(`${method} ${path} ${role} ${status !== 403}`).toBe(`${method} ${path} ${role} ${isLetIn}`)
        expect(status).toBeLessThan(500)
      }
      const { status } = await ask(address, how)
      if (access !== 'public') expect(`${method} ${path} ${status}`).toBe(`${method} ${path} 401`)
    }
  })

  it('of the REST API is described, and nothing else is', async () => {
    const { application } = await startServer()
    const routes = application.routes.filter(({ path }) => path.startsWith('/v1/'))
    const described = Object.entries(PATHS).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    )
    const served = routes.map(({ method, path }) => `${method} ${path}`)
    expect(served.filter((one) => Object.hasOwn(expected, one)).sort()).toEqual(described.sort())
  })
})
