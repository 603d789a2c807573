import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, it, vi } from 'vitest'

import { Duck } from '../../src/warehouse/duck.js'
import { makeLargeRun } from '../warehouse/large-run.js'
import { generateRows, RUN_ID } from '../warehouse/run-folder.js'
import { startServer } from './test-server.js'

let large: Awaited<ReturnType<typeof makeLargeRun>>
beforeAll(async () => {
  large = await makeLargeRun(60_000)
})
afterAll(() => large.remove())

/** A question that takes the engine the better part of a minute: thousands of texts sought in every row. */
const query = `query ($runId: ID!, $filter: [MappingFilterClause!]) {
  mappings(runId: $runId, filter: $filter, first: 0) { ... on MappingConnection { totalCount } } }`
const filter = Array.from({ length: 8 }, (_, clause) => ({
  ...{ field: 'TEXT', op: 'CONTAINS' },
  values: [...Array.from({ length: 999 }, (_, at) => `no${clause}-${at}`), `user`],
}))

const serve = async (environment: Record<string, string>) => {
  const server = await startServer({ rows: generateRows(3), environment })
  const run = await server.finishedRun()
  const table = 'mappings.parquet'
  await copyFile(join(large.runsFolder, RUN_ID, table), join(server.runsFolder, run.id, table))
  return { server, variables: { runId: run.id, filter } }
}

it('a statement that takes too long is refused with a code, and the next question is answered', async () => {
  const { server, variables } = await serve({ CROSSWALK_STATEMENT_SECONDS: '1' })
  const { status, errors } = await server.graphql(query, variables)
  expect([status, errors?.[0]?.extensions.code]).toEqual([422, 'STATEMENT_TIMEOUT'])
  expect((await server.graphql(query, { ...variables, filter: [] })).errors).toBeUndefined()
}, 60_000)

it('a client that leaves ends its statement in the engine', async () => {
  const { server, variables } = await serve({ CROSSWALK_STATEMENT_SECONDS: '600' })
  const statements = vi.spyOn(Duck.prototype, 'rows')
  try {
    const leaving = new AbortController()
    const asked = fetch(`${server.url}/graphql`, {
      ...{ method: 'POST', signal: leaving.signal, body: JSON.stringify({ query, variables }) },
      headers: { 'content-type': 'application/json', authorization: `Bearer ${server.tokens.viewer}` },
    })
    await vi.waitFor(() => expect(statements.mock.calls.at(-1)?.[0].name).toBe('build cube'), 20_000)
    const running = statements.mock.results.at(-1)?.value as Promise<unknown>
    leaving.abort()
    await expect(asked).rejects.toThrow()
    await expect(running).rejects.toMatchObject({ name: 'AbortError' })
    expect((await server.graphql(query, { ...variables, filter: [] })).errors).toBeUndefined()
    expect(server.log.join('')).not.toContain('unexpected error')
  } finally {
    statements.mockRestore()
  }
}, 60_000)
