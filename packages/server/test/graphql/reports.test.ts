import { MAPPINGS_UNAVAILABLE, REPORTS as CORE_REPORTS, evaluate, fold, parseFilter } from '@crosswalk/core'
import { describe, expect, it } from 'vitest'

import { definition } from '../control/store.js'
import { startServer } from '../http/test-server.js'
import { generateRows } from '../warehouse/run-folder.js'

const MAPPINGS = `query ($runId: ID!, $filter: [MappingFilterClause!], $first: Int, $after: String, $last: Int, $before: String) {
  mappings(runId: $runId, filter: $filter, first: $first, after: $after, last: $last, before: $before) {
    __typename
    ... on MappingsUnavailable { code message remedy }
    ... on MappingConnection { totalCount accountCount groupCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      edges { cursor node { id kind source { id username name caption } destination { id } resolution reason message flags itemsDirect itemsEffective } } } } }`
const OUTCOMES = `query ($runId: ID!, $filter: [OutcomeFilterClause!], $first: Int) {
  principalOutcomes(runId: $runId, filter: $filter, first: $first) { totalCount edges { node {
    id kind authorizableId principalName name caption path outcome relation reason message triggerPath triggerPolicy triggerPrincipal
    triggerCount resolution flags itemsDirect itemsEffective conflicts { field sourceValue targetPrincipal } } } } }`

interface MappingPage {
  __typename: string
  totalCount: number
  accountCount: number
  groupCount: number
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string }
  edges: { node: { id: string; kind: string; source: { id: string | null } } }[]
}

const rows = generateRows(120)

it('are told by their run, each with its rows, once it has finished', async () => {
  const { graphql, control, finishedRun } = await startServer({ rows })
  const { id, jobId } = await finishedRun()
  const REPORTS = 'query ($id: ID!) { run(id: $id) { reports { report rowCount } } }'
  const { data } = await graphql(REPORTS, { id }, 'viewer')
  const { reports } = data?.run as unknown as { reports: { report: string; rowCount: number }[] }
  expect(reports.map(({ report }) => report)).toEqual(CORE_REPORTS.map((report) => report.toUpperCase()))
  for (const { report, rowCount } of reports)
    expect([report, rowCount]).toEqual([report, rows[report.toLowerCase() as keyof typeof rows].length])
  const next = await control.runs.create({ jobId, settings: { mapUsers: true, wipe: false } })
  expect((await graphql(REPORTS, { id: next.id })).data?.run).toEqual({ reports: [] })
})

describe('the user mappings report', () => {
  it('gives each row once, forwards and backwards, with counts that reconcile', async () => {
    const { graphql, finishedRun } = await startServer({ rows })
    const { id: runId } = await finishedRun()
    const walk = async (forward: boolean) => {
      const seen: (string | null)[] = []
      let cursor: string | undefined
      for (let more = true; more;) {
        const page = forward ? { first: 50, after: cursor } : { last: 50, before: cursor }
        const { data } = await graphql(MAPPINGS, { runId, ...page }, 'viewer')
        const { edges, pageInfo, totalCount, accountCount, groupCount } =
          data?.mappings as unknown as MappingPage
        expect([totalCount, accountCount, groupCount]).toEqual([120, 84, 36])
        const ids = edges.map(({ node }) => node.source.id)
        if (forward) seen.push(...ids)
        else seen.unshift(...ids)
        more = forward ? pageInfo.hasNextPage : pageInfo.hasPreviousPage
        cursor = forward ? pageInfo.endCursor : pageInfo.startCursor
      }
      return seen
    }
    const stored = rows.mappings.map((row) => row.source_id)
    expect(await walk(true)).toEqual(stored)
    expect(await walk(false)).toEqual(stored)
  })

  it('takes the filter of the grid and refuses a cursor of another', async () => {
    const { graphql, finishedRun } = await startServer({ rows })
    const { id: runId } = await finishedRun()
    const filter = [
      { field: 'RESOLUTION', op: 'IN', values: ['UNRESOLVED', 'EMAIL'] },
      { field: 'KIND', op: 'IN', values: ['ACCOUNT'] },
    ]
    const parsed = parseFilter('mappings', filter).filter
    const wanted = rows.mappings.filter((row) => parsed !== undefined && evaluate(parsed, row, fold))
    const { data } = await graphql(MAPPINGS, { runId, filter, first: 5 })
    const page = data?.mappings as unknown as MappingPage
    expect(wanted.length).toBeGreaterThan(5)
    expect(page.totalCount).toBe(wanted.length)
    expect(page.edges.map(({ node }) => node.id)).toEqual(
      wanted.slice(0, 5).map(({ row_id }) => `map_${runId.slice(4)}_${row_id}`),
    )
    const refused = await graphql(MAPPINGS, { runId, first: 5, after: page.pageInfo.endCursor })
    expect(refused).toMatchObject({ status: 400, errors: [{ extensions: { code: 'BAD_CURSOR' } }] })
  })

  it('says which condition holds where there is nothing to show, and how to resolve it', async () => {
    for (const code of MAPPINGS_UNAVAILABLE.slice(1)) {
      const { graphql, finishedRun } = await startServer()
      const { id: runId } = await finishedRun({ mappingsUnavailable: code })
      const { status, data } = await graphql(MAPPINGS, { runId })
      expect(status).toBe(200)
      expect(data?.mappings).toMatchObject({ __typename: 'MappingsUnavailable', code })
      const { message, remedy } = data?.mappings as unknown as Record<string, string>
      expect(message).toMatch(/^User mappings are unavailable because /)
      expect(remedy).toMatch(/\w{3,} .*\.$/)
    }
  })

  it('of a job without a finished run is unavailable, of a run beside one not finished', async () => {
    const { graphql, control, finishedRun } = await startServer()
    const settings = { mapUsers: true, wipe: false }
    const job = await control.jobs.save(definition('new'))
    const fresh = await control.runs.create({ jobId: job.id, settings })
    expect((await graphql(MAPPINGS, { runId: fresh.id })).data?.mappings).toMatchObject({ code: 'NEVER_RUN' })
    const { jobId } = await finishedRun()
    const second = await control.runs.create({ jobId, settings })
    expect(await graphql(MAPPINGS, { runId: second.id })).toMatchObject({
      ...{ status: 409, errors: [{ extensions: { code: 'RUN_NOT_FINISHED' } }] },
    })
  })
})

describe('the principal migration report', () => {
  it('gives the rows with their conflicts and reasons in sentences', async () => {
    const { graphql, finishedRun } = await startServer({ rows })
    const { id: runId } = await finishedRun()
    const filter = [{ field: 'REASON', op: 'IN', values: ['UNIQUE_CONFLICT'] }]
    const { data, errors } = await graphql(OUTCOMES, { runId, filter, first: 1 })
    expect(errors).toBeUndefined()
    expect(data?.principalOutcomes).toMatchObject({
      totalCount: rows.outcomes.filter(({ reason }) => reason === 'UNIQUE_CONFLICT').length,
      edges: [
        {
          node: {
            ...{ id: `out_${runId.slice(4)}_0`, outcome: 'NOT_MIGRATED', reason: 'UNIQUE_CONFLICT' },
            message: expect.stringContaining('Another principal on the target') as string,
            conflicts: [
              { field: 'rep:principalName', sourceValue: 'bob', targetPrincipal: 'rob' },
              { field: 'jcr:uuid', sourceValue: 'u-1', targetPrincipal: 'rob' },
            ],
          },
        },
      ],
    })
  })

  it('answers every field of every row', async () => {
    const { graphql, finishedRun } = await startServer({ rows })
    const { id: runId } = await finishedRun()
    const { data, errors } = await graphql(OUTCOMES, { runId, first: 200 })
    expect(errors).toBeUndefined()
    expect((data?.principalOutcomes as unknown as { edges: unknown[] }).edges).toHaveLength(120)
    const all = await graphql(MAPPINGS, { runId, first: 200 })
    expect(all.errors).toBeUndefined()
  })

  it('names every fault of a filter at once', async () => {
    const { graphql, finishedRun } = await startServer({ rows })
    const { id: runId } = await finishedRun()
    const filter = [
      { field: 'OUTCOME', op: 'IN', values: ['PERHAPS'] },
      { field: 'TEXT', op: 'IN', values: ["'; DROP TABLE outcomes; --"] },
    ]
    const { status, errors } = await graphql(OUTCOMES, { runId, filter })
    expect(status).toBe(400)
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_FILTER' } }])
    expect(errors?.[0]?.message).toMatch(/filter\.0.*filter\.1/)
  })

  it('of no run is not found', async () => {
    const { graphql } = await startServer()
    expect(await graphql(OUTCOMES, { runId: 'run_none' })).toMatchObject({
      ...{ status: 404, data: null, errors: [{ extensions: { code: 'NOT_FOUND' } }] },
    })
  })
})
