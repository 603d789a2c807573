import { mkdir, appendFile } from 'node:fs/promises'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { startServer, type Ask, type TestServer } from '../http/test-server.js'

const FOLLOW = `subscription ($id: ID!, $after: Int!) {
  runEvents(id: $id, after: $after) { run { state secondsLeft } lines { seq level code message principal } } }`

const stream = (server: TestServer, body: unknown, how: Partial<Ask> = {}): Promise<Response> =>
  server.ask('/graphql/stream', {
    method: 'POST',
    token: server.tokens.viewer,
    body,
    headers: { accept: 'text/event-stream' },
    ...how,
  })

interface Told {
  data: { runEvents: { run: { state: string } | null; lines: { seq: number; code: string }[] } } | null
  errors?: { message: string; extensions: { code: string } }[]
}

/** The events of a stream, until it ends. */
async function* told(response: Response): AsyncGenerator<Told> {
  let text = ''
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const data = /^event: next\ndata: (.*)$/m.exec(text.slice(0, end))?.[1]
      text = text.slice(end + 2)
      if (data !== undefined) yield JSON.parse(data) as Told
    }
  }
}

const runningRun = async (server: TestServer) => {
  const job = await server.control.jobs.byName('fixture')
  const { rows } = await server.control.runs.page({ limit: 1 }, job?.id)
  const id = rows[0]?.id ?? ''
  await server.control.runs.transition(id, 'RUNNING')
  const folder = join(server.folder, 'work', id)
  await mkdir(folder, { recursive: true })
  let seq = 0
  return {
    id,
    async log(...lines: { level: string; code: string; args: object }[]): Promise<void> {
      const text = lines.map(
        (line) => `${JSON.stringify({ seq: ++seq, at: '2026-11-21T10:00:00.000Z', ...line })}\n`,
      )
      await appendFile(join(folder, 'log.ndjson'), text.join(''))
      server.watchers.tell(id)
    },
  }
}
const line = (code: string, args: object = {}) => ({ level: 'info', code, args })

describe('following a run', () => {
  it('tells every line after the one given, once and in order, and where the run stands; and ends with it', async () => {
    const server = await startServer()
    const run = await runningRun(server)
    await run.log(line('RUN_STARTED'), line('CASE_NO_EMAIL', { principal: 'ada' }))
    const events = told(await stream(server, { query: FOLLOW, variables: { id: run.id, after: 1 } }))
    const first = (await events.next()).value as Told
    expect(first.data?.runEvents).toEqual({
      run: { state: 'RUNNING', secondsLeft: null },
      lines: [
        {
          ...{ seq: 2, level: 'INFO', code: 'CASE_NO_EMAIL', principal: 'ada' },
          message: 'ada has no email address; it may be migrated but is not mapped.',
        },
      ],
    })
    const progress = { phase: 'READ', done: 10, total: 100, rate: 2 } as const
    await server.control.runs.progress(run.id, progress, false)
    await run.log(line('PHASE_STARTED', { phase: 'READ' }), line('RUN_FINISHED'))
    await server.control.runs.transition(run.id, 'FINISHED')
    server.watchers.tell(run.id)
    const rest: Told[] = []
    for await (const event of events) rest.push(event)
    expect(rest.flatMap(({ data }) => data?.runEvents.lines.map(({ seq }) => seq) ?? [])).toEqual([3, 4])
    expect(rest.at(-1)?.data?.runEvents.run?.state).toBe('FINISHED')
  })

  it('gives the same lines to who polls', async () => {
    const server = await startServer()
    const run = await runningRun(server)
    await run.log(...Array.from({ length: 30 }, (_, place) => line(`CODE_${place + 1}`)))
    const log = async (after: number, first: number) => {
      const query = `{ run(id: "${run.id}") { log(after: ${after}, first: ${first}) { lastSeq lines { code } } } }`
      const { data, errors } = await server.graphql(query, undefined, 'viewer')
      const page = (
        data as unknown as { run: { log: { lastSeq: number; lines: { code: string }[] } } } | null
      )?.run
      return { lastSeq: page?.log.lastSeq, codes: page?.log.lines.map(({ code }) => code), errors }
    }
    expect(await log(27, 2)).toMatchObject({ lastSeq: 30, codes: ['CODE_28', 'CODE_29'] })
    expect((await log(30, 10)).codes).toEqual([])
    expect((await log(0, 1001)).errors?.[0]?.extensions.code).toBe('PAGE_TOO_LARGE')
    expect((await log(-1, 1)).errors?.[0]?.extensions.code).toBe('BAD_REQUEST')
  })

  it('has the rules of /graphql: callers, origins, documents, roles', async () => {
    const server = await startServer()
    const run = await runningRun(server)
    const asked = { query: FOLLOW, variables: { id: run.id, after: 0 } }
    const nobody = await server.ask('/graphql/stream', { method: 'POST', body: asked })
    expect(nobody.status).toBe(401)
    const code = await server.control.sessions.invite('ada', 'viewer')
    const opened = await server.control.sessions.open(code)
    const cookie = `crosswalk_${server.port}=${opened?.secret}`
    const elsewhere = { token: undefined, cookie, origin: 'http://evil.example' }
    expect((await stream(server, asked, elsewhere)).status).toBe(403)
    const refused = async (body: unknown, how: Partial<Ask> = {}) => {
      const answer = await stream(server, body, how)
      const { code, message } = (await answer.json()) as { code: string; message: string }
      return `${answer.status} ${code}: ${message}`
    }
    expect(await refused(asked, { headers: {} })).toMatch(/^400 BAD_REQUEST: .*Accept/)
    expect(await refused({ query: '{ viewer { name } }' })).toMatch(/^400 .*one subscription/)
    expect(await refused({ query: 'subscription { runEvent(id: "x") { lines { seq } } }' })).toBe(
      '400 BAD_REQUEST: Cannot query field "runEvent" on type "Subscription".',
    )
    expect(
      await refused({ query: `subscription { runEvents(id: "x") { ${'__typename '.repeat(3000)} } }` }),
    ).toMatch(/^400 .*token/i)
    const many = Array.from({ length: 20 }, (_, place) => `a${place}: lines { seq }`).join(' ')
    expect(await refused({ query: `subscription { runEvents(id: "x") { ${many} } }` })).toMatch(
      /^400 .*alias/i,
    )
    expect(await refused({ query: '{' })).toMatch(/^400 /)
    expect(await refused('{"query"')).toMatch(/^400 BAD_REQUEST/)
    const unknown = await stream(server, { query: FOLLOW, variables: { id: 'run_none', after: 0 } })
    for await (const { errors } of told(unknown)) expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND')
  })

  it('cuts who leaves more than 1 MB untaken, and serves the others on', async () => {
    const server = await startServer()
    const run = await runningRun(server)
    const slow = await stream(server, { query: FOLLOW, variables: { id: run.id, after: 0 } })
    const events = told(await stream(server, { query: FOLLOW, variables: { id: run.id, after: 0 } }))
    let last = 0
    const long = 'x'.repeat(6000)
    for (let round = 0; round < 12; round++) {
      await run.log(...Array.from({ length: 200 }, () => line('LONG', { message: long })))
      while (last < (round + 1) * 200) {
        const { value } = (await events.next()) as { value: Told }
        last = value.data?.runEvents.lines.at(-1)?.seq ?? last
      }
    }
    expect(last).toBe(2400)
    const reader = slow.body?.getReader()
    await expect(
      (async () => {
        for (;;) if ((await reader?.read())?.done) return
      })(),
    ).rejects.toThrow()
  })
})
