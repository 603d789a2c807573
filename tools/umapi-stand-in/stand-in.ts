import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { StandInApi, type StandInState } from './api.js'
import { StandInClock } from './clock.js'
import { StandInFaults, type Failing } from './faults.js'
import { StandInJournal } from './journal.js'
import { StandInLimits } from './limits.js'
import { plainTraits } from './listings.js'
import { StandInRecordings } from './recordings.js'
import { StandInTokens } from './tokens.js'
import { inventWorld, type World } from './world.js'

export interface StandInOptions {
  readonly world?: World
  /** 0 takes any free port. */
  readonly port?: number
  readonly orgId?: string
  readonly clientId?: string
  readonly clientSecret?: string
  /** Where what was answered is written down, to outlive the process. */
  readonly journal?: string | null
}

/** A running stand-in for Adobe's User Management API: fictional users, real HTTP. */
export interface StandIn extends StandInState {
  /** `http://127.0.0.1:<port>`: the API lies below `/v2/usermanagement`, tokens at `/ims/token/v2`. */
  readonly url: string
  readonly apiUrl: string
  readonly tokenUrl: string
  close(): Promise<void>
}

export const DEMO = {
  orgId: '0123456789ABCDEF01234567@AdobeOrg',
  clientId: 'fjordwood-client',
  clientSecret: 'fjordwood-not-a-secret',
} as const

const read = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

/** Starts a stand-in; close it when done. */
export const startStandIn = async (options: StandInOptions = {}): Promise<StandIn> => {
  const { world = inventWorld(500), port = 0, journal = null } = options
  const { orgId = DEMO.orgId, clientId = DEMO.clientId, clientSecret = DEMO.clientSecret } = options
  const clock = new StandInClock()
  const state: StandInState = {
    ...{ orgId, clientId, clientSecret, clock, world },
    tokens: new StandInTokens(clock, clientId, clientSecret),
    limits: new StandInLimits(clock),
    faults: new StandInFaults(clock),
    traits: plainTraits(),
    recordings: new StandInRecordings(),
    journal: new StandInJournal(journal),
  }
  const api = new StandInApi(state)
  const server = createServer((request, response) => {
    void read(request).then(
      (body) => void setTimeout(() => send(request, response, api.answer(request, body)), state.traits.delay),
      () => response.destroy(),
    )
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...state,
    ...{ url, apiUrl: `${url}/v2/usermanagement`, tokenUrl: `${url}/ims/token/v2` },
    close: () => close(server),
  }
}

const close = async (server: Server): Promise<void> => {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
}

const send = (request: IncomingMessage, response: ServerResponse, failing: Failing): void => {
  if (failing === 'hang') return
  if (failing === 'reset') {
    request.socket.destroy()
    return
  }
  const requestId = request.headers['x-request-id']
  if (requestId !== undefined) response.setHeader('X-Request-Id', requestId)
  if (failing === 'half') {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' })
    response.write('{"lastPage":true,"result":"succ')
    setTimeout(() => response.destroy(), 5)
    return
  }
  if ('raw' in failing) {
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(failing.raw)
    return
  }
  const { status, headers = {}, body } = failing
  response.writeHead(status, { ...(body === null ? {} : { 'Content-Type': 'application/json' }), ...headers })
  response.end(body === null ? undefined : JSON.stringify(body))
}
