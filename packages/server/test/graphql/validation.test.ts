import { OUTCOME_REASONS } from '@crosswalk/core'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import { sendFile, startServer, type TestServer } from '../http/test-server.js'
import { generateRows } from '../warehouse/run-folder.js'

const VALIDATION = `query ($runId: ID!, $uploadId: ID!, $columns: [ReportColumnInput!]) {
  validation(runId: $runId, uploadId: $uploadId, columns: $columns) { expected reported skippedCount
    skipped { line problem } columns { column field } counts { difference count } } }`
const PAGE = `query ($runId: ID!, $uploadId: ID!, $first: Int!, $after: String, $differences: [ReportDifference!]) {
  differingRows(runId: $runId, uploadId: $uploadId, first: $first, after: $after, differences: $differences) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node { id difference line kind principal expected reported } } } }`
const WINDOW = `query ($runId: ID!, $uploadId: ID!, $at: SafeInt!, $differences: [ReportDifference!]) {
  differingRowsWindow(runId: $runId, uploadId: $uploadId, at: $at, limit: 2, differences: $differences) {
    totalCount edges { node { id difference principal } } } }`
const COLUMNS = `query ($uploadId: ID!, $columns: [ReportColumnInput!]) {
  reportColumns(uploadId: $uploadId, columns: $columns) { column field } }`

const generated = generateRows(6)
const PRINCIPALS = [
  ...[['ann', 'MIGRATED', 'ON_CONTENT', null] as const, ['bob', 'MIGRATED', 'ANCESTOR', null] as const],
  ...[
    ['cat', 'NOT_MIGRATED', null, 'NOT_REFERENCED'] as const,
    ['dan', 'MIGRATED', 'ANCESTOR', null] as const,
  ],
  ...[['eve', 'NOT_MIGRATED', null, 'EVERYONE'] as const, ['fay', 'NOT_MIGRATED', null, 'BUILT_IN'] as const],
]
const rows = {
  ...generated,
  outcomes: generated.outcomes.map((row, at) => {
    const [id, outcome, relation, reason] = PRINCIPALS[at]!
    return { ...row, kind: 'account', id, principal_name: id, outcome, relation, reason }
  }),
}

/** Two missing, one unexpected, one of another outcome, one of another reason; fay agrees. A line names nobody. */
const REPORT = `Who,status,Why,How,Remark
ann,not migrated,NOT_REFERENCED,,
cat,no,BUILT_IN,,
fay,No,"${OUTCOME_REASONS.BUILT_IN}",,
,yes,,,
'=gus,yes,,ON_CONTENT,
`
const MAP = [
  { column: 'Who', field: 'AUTHORIZABLE_ID' },
  { column: 'Why', field: 'REASON' },
  { column: 'How', field: 'RELATION' },
]

const upload = async (server: TestServer, text: string, kind = 'report'): Promise<string> => {
  const answer = await sendFile(server, Buffer.from(text), { kind, name: 'report.csv' })
  return ((await answer.json()) as { id: string }).id
}

const start = async () => {
  const server = await startServer({ rows })
  const { id: runId } = await server.finishedRun()
  const ask = async <T>(query: string, variables: object): Promise<T> => {
    const { data, errors } = await server.graphql(query, { runId, ...variables }, 'operator')
    expect(errors).toBeUndefined()
    return Object.values(data ?? {})[0] as T
  }
  const refusal = async (query: string, variables: object) => {
    const { status, errors } = await server.graphql(query, { runId, ...variables }, 'operator')
    return [status, errors?.[0]?.extensions.code]
  }
  return { ...server, server, runId, ask, refusal }
}

describe('a principal migration report made elsewhere', () => {
  it('is compared with the run, column by column, and every difference told once', async () => {
    const { server, ask, folder } = await start()
    const uploadId = await upload(server, REPORT)
    expect(await ask(COLUMNS, { uploadId })).toEqual([
      ...[
        { column: 'Who', field: null },
        { column: 'status', field: 'OUTCOME' },
      ],
      ...[
        { column: 'Why', field: null },
        { column: 'How', field: null },
        { column: 'Remark', field: null },
      ],
    ])
    const found = await ask<Record<string, unknown>>(VALIDATION, { uploadId, columns: MAP })
    expect(found).toEqual({
      ...{ expected: 6, reported: 4, skippedCount: 1 },
      skipped: [{ line: 5, problem: 'it names no principal' }],
      columns: [
        ...[
          { column: 'Who', field: 'AUTHORIZABLE_ID' },
          { column: 'status', field: 'OUTCOME' },
        ],
        ...[
          { column: 'Why', field: 'REASON' },
          { column: 'How', field: 'RELATION' },
        ],
        { column: 'Remark', field: null },
      ],
      counts: [
        ...[
          { difference: 'MISSING', count: 3 },
          { difference: 'UNEXPECTED', count: 1 },
        ],
        ...[
          { difference: 'WRONG_OUTCOME', count: 1 },
          { difference: 'WRONG_REASON', count: 1 },
        ],
      ],
    })
    expect(readdirSync(join(folder, 'validations'))).toHaveLength(1)
  })

  it('gives the differing rows by page and by window, of some ways only where asked', async () => {
    const { server, ask, refusal } = await start()
    const uploadId = await upload(server, REPORT.replace('Who', 'id').replace('Why', 'reason'))
    interface Rows {
      totalCount: number
      pageInfo: { hasNextPage: boolean; endCursor: string }
      edges: { node: Record<string, unknown> }[]
    }
    const seen: unknown[] = []
    let after: string | null = null
    for (let more = true; more;) {
      const page: Rows = await ask<Rows>(PAGE, { uploadId, first: 2, after })
      expect(page.totalCount).toBe(6)
      seen.push(...page.edges.map(({ node }) => [node['difference'], node['principal'], node['line']]))
      more = page.pageInfo.hasNextPage
      after = page.pageInfo.endCursor
    }
    expect(seen).toEqual([
      ...[
        ['MISSING', 'bob', null],
        ['MISSING', 'dan', null],
        ['MISSING', 'eve', null],
      ],
      ...[
        ['UNEXPECTED', '=gus', 6],
        ['WRONG_OUTCOME', 'ann', 2],
        ['WRONG_REASON', 'cat', 3],
      ],
    ])
    const two = { uploadId, differences: ['MISSING', 'WRONG_OUTCOME'] }
    const window = await ask<Rows>(WINDOW, { ...two, at: 2 })
    expect(window.totalCount).toBe(4)
    expect(window.edges.map(({ node }) => node['principal'])).toEqual(['eve', 'ann'])
    expect((await ask<Rows>(WINDOW, { ...two, at: 4 })).edges).toEqual([])
    expect(await refusal(PAGE, { ...two, first: 2, after })).toEqual([400, 'BAD_CURSOR'])
    expect(await refusal(WINDOW, { ...two, at: -1 })).toEqual([400, 'BAD_REQUEST'])
  })

  it('is refused with a reason where it cannot be compared, and leaves nothing', async () => {
    const { server, refusal, folder } = await start()
    const uploadId = await upload(server, REPORT)
    expect(await refusal(VALIDATION, { uploadId })).toEqual([422, 'CSV_HEADER'])
    const columns = [{ column: 'Nowhere', field: 'OUTCOME' }]
    expect(await refusal(COLUMNS, { uploadId, columns })).toEqual([422, 'CSV_HEADER'])
    const other = await upload(server, REPORT, 'permissions')
    expect(await refusal(VALIDATION, { uploadId: other })).toEqual([400, 'BAD_REQUEST'])
    expect(await refusal(VALIDATION, { uploadId: 'upl_none' })).toEqual([404, 'NOT_FOUND'])
    expect(await refusal(VALIDATION, { uploadId, runId: 'run_none' })).toEqual([404, 'NOT_FOUND'])
    const zip = await upload(server, 'PK\u0003\u0004 no report')
    expect(await refusal(COLUMNS, { uploadId: zip })).toEqual([422, 'CSV_BROKEN'])
    const validations = join(folder, 'validations')
    expect(existsSync(validations) ? readdirSync(validations) : []).toEqual([])
  })
})
