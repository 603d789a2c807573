import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { LIMITS } from '../../src/graphql/limits.js'
import { startServer } from '../http/test-server.js'
import { generateRows } from '../warehouse/run-folder.js'

const deep = (levels: number): string => (levels === 0 ? 'name' : `latestRun { job { ${deep(levels - 1)} } }`)
const repeat = (count: number, one: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => one(index)).join(' ')

const hostile: [string, string, string][] = [
  ['too many tokens', `{ ${repeat(LIMITS.tokens, () => '__typename')} }`, 'GRAPHQL_PARSE_FAILED'],
  ['too deep', `{ jobs { edges { node { ${deep(6)} } } } }`, 'GRAPHQL_VALIDATION_FAILED'],
  [
    'too deep by a fragment',
    `{ jobs { edges { node { ...f } } } } fragment f on Job { ${deep(6)} }`,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'too many aliases',
    `{ ${repeat(LIMITS.aliases + 1, (at) => `a${at}: viewer { name }`)} }`,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'too many directives',
    `{ viewer { name ${repeat(LIMITS.directives + 1, () => '@include(if: true)')} } }`,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  ['a fragment of itself', '{ viewer { ...f } } fragment f on Viewer { ...f }', 'GRAPHQL_VALIDATION_FAILED'],
  [
    'too expensive',
    `{ ${repeat(8, (at) => `a${at}: runs(first: 200) { edges { node { id number state job { id name latestRun { id number state phase } } } } }`)} }`,
    'QUERY_TOO_EXPENSIVE',
  ],
  ['a page too large', '{ jobs(first: 201) { totalCount } }', 'PAGE_TOO_LARGE'],
  ['a negative page', '{ runs(first: -1) { totalCount } }', 'BAD_REQUEST'],
  ['no cursor', '{ runs(after: "x") { totalCount } }', 'BAD_CURSOR'],
  [
    'a cursor of another list',
    `{ runs(after: "${Buffer.from(`{"v":1,"id":"job_${'0'.repeat(26)}"}`).toString('base64url')}") { totalCount } }`,
    'BAD_CURSOR',
  ],
  ['an unknown field', '{ viewr { nam } }', 'GRAPHQL_VALIDATION_FAILED'],
  ['a wrong type', '{ run(id: { a: 1 }) { id } }', 'GRAPHQL_VALIDATION_FAILED'],
  ['no document', '', 'BAD_REQUEST'],
  [
    'two operations and no name',
    'query a { viewer { name } } query b { viewer { name } }',
    'OPERATION_RESOLUTION_FAILURE',
  ],
]

describe('a hostile document', () => {
  it.each(hostile)('(%s) is refused with 4xx and a code', async (_name, query, code) => {
    const { graphql, log } = await startServer()
    const began = performance.now()
    const { status, errors } = await graphql(query, {}, 'viewer')
    expect(performance.now() - began).toBeLessThan(2000)
    expect(status).toBe(400)
    expect(errors?.[0]?.extensions.code).toBe(code)
    expect(JSON.stringify(errors)).not.toMatch(/Did you mean|stacktrace|node_modules/)
    expect(log.join('')).not.toContain('unexpected error')
  })

  it('is refused for its variables', async () => {
    const { graphql } = await startServer()
    const query = 'query ($first: Int!) { jobs(first: $first) { totalCount } }'
    for (const variables of [{}, { first: 'x' }, { first: null }, { first: 2 ** 40 }]) {
      const { status, errors } = await graphql(query, variables)
      expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT'])
    }
    expect((await graphql(query, { first: 201 })).errors?.[0]?.extensions.code).toBe('PAGE_TOO_LARGE')
  })

  it('costs by its variables, too', async () => {
    const { graphql } = await startServer()
    const fields = 'edges { node { id number state job { id name latestRun { id number state phase } } } }'
    const query = `query ($n: Int!) { ${repeat(8, (at) => `a${at}: runs(first: $n) { ${fields} }`)} }`
    expect((await graphql(query, { n: 200 })).errors?.[0]?.extensions.code).toBe('QUERY_TOO_EXPENSIVE')
    expect((await graphql(query, { n: 5 })).status).toBe(200)
  })
})

describe('over HTTP', () => {
  it('a query by GET needs a header that no other site can send, and a mutation needs POST', async () => {
    const { ask, tokens } = await startServer()
    const get = (query: string, headers = {}) =>
      ask(`/graphql?query=${encodeURIComponent(query)}`, { token: tokens.admin, headers })
    expect((await get('{ viewer { name } }')).status).toBe(400)
    expect((await get('{ viewer { name } }', { 'apollo-require-preflight': '1' })).status).toBe(200)
    const mutation = 'mutation { stopRun(input: { runId: "x" }) { __typename } }'
    expect((await get(mutation, { 'apollo-require-preflight': '1' })).status).toBe(405)
    const html = await ask('/graphql', { token: tokens.admin, headers: { accept: 'text/html' } })
    expect(await html.text()).not.toContain('Sandbox')
  })

  it('takes one request at a time', async () => {
    const { ask, tokens } = await startServer()
    const body = [{ query: '{ __typename }' }, { query: '{ __typename }' }]
    expect((await ask('/graphql', { method: 'POST', token: tokens.admin, body })).status).toBe(400)
  })
})

it('masks a fault of ours with an id that the log explains', async () => {
  const { graphql, finishedRun, log, runsFolder } = await startServer({ rows: generateRows(3) })
  const { id } = await finishedRun()
  await writeFile(join(runsFolder, id, 'outcomes.parquet'), 'someone@example.com')
  const query = 'query ($id: ID!) { principalOutcomes(runId: $id) { totalCount edges { node { id } } } }'
  const { status, errors } = await graphql(query, { id })
  expect(status).toBe(500)
  expect(errors).toHaveLength(1)
  const { message, extensions } = errors?.[0] ?? { message: '', extensions: { code: '' } }
  expect(extensions.code).toBe('INTERNAL_SERVER_ERROR')
  expect(message).toMatch(/^Something went wrong in the server\. Its log has the details under \w{12}\.$/)
  const line = log.find((one) => one.includes(extensions.errorId ?? 'none')) ?? ''
  expect(line).toContain('unexpected error')
  expect(log.join('')).not.toMatch(/someone@example\.com|outcomes\.parquet/)
})
