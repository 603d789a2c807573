import { readFileSync } from 'node:fs'

import fc from 'fast-check'
import {
  buildSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
} from 'graphql'
import { expect, it } from 'vitest'

import { generateRows } from '../warehouse/run-folder.js'
import { startServer } from './test-server.js'

const FULL = process.env['CROSSWALK_TEST'] === 'full'
const REQUESTS = FULL ? 10_000 : 1000

const poison = fc.oneof(
  fc.constantFrom(
    ...[
      "' OR 1=1 --",
      '"; DROP TABLE runs; --',
      '../../etc/passwd',
      '$1',
      '${x}',
      '\0',
      '\ud800',
      '%00',
      '~',
    ],
    ...[
      "'; COPY (SELECT 1) TO '/tmp/x'; --",
      'a'.repeat(5000),
      '=1+1',
      '__proto__',
      'constructor',
      '-1',
      '1e400',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
)
const literal = poison.map((text) => JSON.stringify(text))
const id = fc.oneof(
  fc.constantFrom(`run_${'0'.repeat(26)}`, `job_${'z'.repeat(26)}`, `map_run_${'0'.repeat(26)}_9`),
  poison,
)
const cursor = fc.oneof(
  poison,
  fc.constantFrom(
    ...[
      { v: 1 },
      { v: 1, runs: 'x', asOf: null, sort: 'DEFAULT', filterHash: 'x', key: [0, 0, 1] },
      [],
      'x',
      9,
    ].map((value) => Buffer.from(JSON.stringify(value)).toString('base64url')),
  ),
)
const repeat = (text: string, times: number) => Array.from({ length: times }, () => text).join('')

/** Documents: deep, wide, aliased, malformed, oversized, of wrong types, with bad cursors, foreign ids and SQL. */
const document = fc.oneof(
  fc
    .integer({ min: 1, max: 200 })
    .map((n) => `{ jobs { edges { node { ${repeat('latestRun { job { ', n)}id${repeat('} }', n)} } } } }`),
  fc.integer({ min: 1, max: 3000 }).map((n) => `{ ${repeat('viewer { name } ', n)} }`),
  fc
    .integer({ min: 1, max: 400 })
    .map((n) => `{ ${Array.from({ length: n }, (_, at) => `a${at}: viewer { name }`).join(' ')} }`),
  fc.integer({ min: 1, max: 200 }).map((n) => `{ viewer ${repeat('@skip(if: false) ', n)} { name } }`),
  fc
    .integer({ min: 1, max: 900 })
    .map((n) => `query ($x: ${repeat('[', n)}Int${repeat(']', n)}) { viewer { name } }`),
  fc
    .integer({ min: 1, max: 900 })
    .map((n) => `{ checkJob(definition: { a: ${repeat('[', n)}1${repeat(']', n)} }) { definition } }`),
  poison,
  literal.map((text) => `{ run(id: ${text}) { id } }`),
  literal.map((text) => `{ jobs(search: ${text}) { totalCount edges { node { id } } } }`),
  literal.map((text) => `{ mappings(runId: ${text}) { __typename } }`),
  literal.map((text) => `{ ${text} }`),
  fc.constantFrom(
    '{ jbs { id } }',
    '{ run { id } }',
    '{ run(id: 1, id: 2) { id } }',
    '{ jobs(first: "x") { totalCount } }',
  ),
  fc.constantFrom(
    '{ jobs(first: -5) { totalCount } }',
    '{ jobs(first: 99999999999) { totalCount } }',
    'mutation',
    '{',
    '}',
  ),
  fc.constantFrom(
    '{ ...f } fragment f on Query { ...f }',
    'subscription { runEvents(id: "x") { __typename } }',
  ),
)

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'))

/** Values that pass for the type, so that the resolver meets them, poison wherever a text is taken. */
const valueOf = (type: GraphQLInputType, depth = 0): fc.Arbitrary<unknown> => {
  const named = getNullableType(type)
  if (isListType(named)) return fc.array(valueOf(named.ofType, depth + 1), { maxLength: 3 })
  if (isEnumType(named)) return fc.constantFrom(...named.getValues().map(({ name }) => name))
  if (isInputObjectType(named)) return recordOf(Object.values(named.getFields()), depth + 1)
  switch (named.name) {
    case 'Int':
      return fc.oneof(fc.integer({ min: -2, max: 250 }), fc.integer())
    case 'SafeInt':
      return fc.oneof(fc.nat(), fc.maxSafeInteger())
    case 'Float':
      return fc.double({ noNaN: true, noDefaultInfinity: true })
    case 'Boolean':
      return fc.boolean()
    case 'DateTime':
      return fc.constantFrom('2026-11-21T10:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z')
    case 'JSONObject':
      return fc.dictionary(fc.constantFrom('version', 'name', 'source', '__proto__', 'x'), fc.jsonValue())
    default:
      return fc.oneof(id, cursor)
  }
}

const recordOf = (
  fields: readonly (GraphQLArgument | GraphQLInputField)[],
  depth = 0,
): fc.Arbitrary<Record<string, unknown>> => {
  const required = fields.filter(({ type }) => isNonNullType(type))
  const asked = depth > 3 ? required : fields
  return fc.record(Object.fromEntries(asked.map(({ name, type }) => [name, valueOf(type, depth)])), {
    requiredKeys: required.map(({ name }) => name),
  })
}

/** Every field of the schema, asked with such arguments; of a run that is there where one is named. */
const known = fc.constantFrom('RUN', ...['map', 'out', 'itm', 'fnd'].map((of) => `${of}_TAIL_1`))
const field = fc
  .constantFrom(
    ...Object.values(schema.getQueryType()?.getFields() ?? {}).map((one) => ({ one, kind: 'query' })),
    ...Object.values(schema.getMutationType()?.getFields() ?? {}).map((one) => ({ one, kind: 'mutation' })),
  )
  .chain(({ one, kind }) =>
    fc
      .record({ given: recordOf(one.args), row: known, isKnown: fc.boolean() })
      .map(({ given, row, isKnown }) => {
        const args = one.args.filter(({ name }) => Object.hasOwn(given, name))
        const at = args.find(({ name }) => name === 'runId' || name === 'id')?.name
        const variables =
          kind === 'query' && isKnown && at !== undefined
            ? { ...given, [at]: at === 'runId' ? 'RUN' : row, ...('scope' in given ? { scope: null } : {}) }
            : given
        const said = args.length === 0 ? '' : `(${args.map(({ name }) => `${name}: $${name}`).join(', ')})`
        const declared =
          args.length === 0 ? '' : `(${args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ')})`
        const selection = isLeafType(getNamedType(one.type)) ? '' : ' { __typename }'
        return { query: `${kind} ${declared} { ${one.name}${said}${selection} }`, variables }
      }),
  )

const operation = fc.oneof(
  { arbitrary: field, weight: 3 },
  fc.record({ query: document, variables: fc.constant({}) }),
  fc.record({
    query: fc.constantFrom(
      'query ($v: ID!) { run(id: $v) { id } mapping(id: $v) { id } }',
      'query ($v: String) { jobs(after: $v) { totalCount } runs(after: $v) { totalCount } }',
      'query ($v: String!) { mappings(runId: "RUN", filter: [{ field: TEXT, op: CONTAINS, values: [$v] }]) { __typename ... on MappingConnection { totalCount } } }',
      'query ($v: String!) { mappings(runId: "RUN", filter: [{ field: ITEMS, op: BETWEEN, values: [$v] }]) { __typename } }',
      'query ($v: String!) { mappings(runId: "RUN", first: 5, after: $v) { __typename } }',
      'mutation ($v: ID!) { startRun(input: { jobId: $v, idempotencyKey: $v }) { __typename } }',
      'mutation ($v: ID!) { deleteJob(input: { jobId: $v }) { __typename } }',
      'mutation ($v: JSONObject!) { createJob(input: { definition: $v }) { __typename } }',
      'mutation ($v: String!) { importExceptions(input: { jobId: "x", csv: $v }) { __typename } }',
    ),
    variables: fc.oneof(id, cursor, fc.integer(), fc.jsonValue({ maxDepth: 4 })).map((v) => ({ v })),
  }),
  fc.jsonValue({ maxDepth: 3 }),
)

const address = fc
  .record({
    path: fc.constantFrom(
      '/v1/transfers/security_map',
      ...[
        '/v1/uploads',
        '/v1/openapi.json',
        '/metrics',
        '/api/session',
        '/v1',
        '/v1/transfers/%ID/security_map',
      ],
    ),
    id,
    names: fc.array(
      fc.constantFrom(
        'job',
        'q',
        'offset',
        'limit',
        'fields',
        'sort',
        'type',
        'runs',
        'as_of',
        'resolution',
        'page',
        'x',
      ),
      {
        maxLength: 4,
      },
    ),
    value: fc.oneof(poison, cursor),
  })
  .map(({ path, id: named, names, value }) => {
    const safe = (text: string) => encodeURIComponent(text.toWellFormed())
    return `${path.replace('%ID', safe(named))}?${names.map((name) => `${name}=${safe(value)}`).join('&')}`
  })

const BAD = /\bat .+:\d+:\d+|node_modules|DuckDB|SQLITE_\w+:|Did you mean|stacktrace/

it(`answers ${REQUESTS} hostile requests without a fault, a trace or a hint`, async () => {
  const server = await startServer({
    rows: generateRows(50),
    environment: { CROSSWALK_COST_PER_SECOND: '9999999999' },
  })
  const run = await server.finishedRun()
  const token = server.tokens.operator
  const check = async (answer: Response, what: unknown) => {
    const text = await answer.text()
    const said = JSON.stringify(what).slice(0, 2000)
    expect(answer.status, said).toBeLessThan(500)
    expect(text.match(BAD)?.[0], said).toBeUndefined()
    if (answer.status >= 400 && answer.status !== 431) expect(text, said).toMatch(/"code":"[A-Z_]+"/)
  }
  const settings = { numRuns: REQUESTS / 2, verbose: false } as const
  await fc.assert(
    fc.asyncProperty(operation, async (asked) => {
      const body = JSON.stringify(asked).replaceAll('RUN', run.id).replaceAll('TAIL', run.id.slice(4))
      await check(await server.ask('/graphql', { method: 'POST', token, body }), asked)
    }),
    settings,
  )
  await fc.assert(
    fc.asyncProperty(
      address,
      fc.constantFrom('GET', 'POST', 'DELETE', 'PUT', 'HEAD'),
      async (path, method) => {
        if (method === 'HEAD') {
          expect((await server.ask(path, { method, token })).status).toBeLessThan(500)
          return
        }
        await check(await server.ask(path, { method, token, headers: { accept: 'application/json' } }), {
          path,
          method,
        })
      },
    ),
    settings,
  )
  expect(server.log.join('')).not.toContain('unexpected error')
}, 600_000)
