import type { StoredRow } from '@crosswalk/core'
import { describe, expect, it } from 'vitest'

import { definition } from '../control/store.js'
import { startServer, summary, type TestServer } from '../http/test-server.js'
import { addRunFolder, generateRows, type Rows } from '../warehouse/run-folder.js'

const FIELDS = `__typename
  ... on MappingsUnavailable { code jobId runId }
  ... on MappingConnection { totalCount runIds asOf unavailable { code jobId runId } pageInfo { hasNextPage endCursor }
    facets { field other values { value label count } } edges { node { id runId jobName resolution } } }`
const PAGE = `query ($runId: ID, $scope: RunScope, $sort: MappingSort, $filter: [MappingFilterClause!], $first: Int, $after: String) {
  mappings(runId: $runId, scope: $scope, sort: $sort, filter: $filter, first: $first, after: $after) { ${FIELDS} } }`
const WINDOW = `query ($scope: RunScope, $sort: MappingSort, $at: SafeInt!, $limit: Int) {
  mappingsWindow(scope: $scope, sort: $sort, at: $at, limit: $limit) { ${FIELDS} } }`

interface Shown {
  totalCount: number
  runIds: string[]
  asOf: string | null
  unavailable: { code: string; jobId: string }[]
  pageInfo: { hasNextPage: boolean; endCursor: string }
  facets: { field: string; values: { value: string; label: string | null; count: number }[] }[]
  edges: { node: { id: string; runId: string; jobName: string } }[]
}

const [first, second] = [generateRows(80, 1), generateRows(60, 2)]

/** One more finished run, of the job of that name. */
const addRun = async ({ control, runsFolder, clock }: TestServer, name: string, rows: Rows, change = {}) => {
  clock.advance(1000)
  const job = (await control.jobs.byName(name)) ?? (await control.jobs.save(definition(name)))
  const run = await control.runs.create({ jobId: job.id, settings: { mapUsers: true, wipe: false } })
  await control.runs.transition(run.id, 'RUNNING')
  const facts = { run: { jobId: job.id }, summary: { ...summary, ...change } }
  await addRunFolder(runsFolder, rows, run.id, facts)
  return control.runs.transition(run.id, 'FINISHED', { summary: { ...summary, ...change } })
}

describe('reports of several runs', () => {
  it('are the latest of every job, kept to their moment from page to page', async () => {
    const server = await startServer({ rows: first })
    const { graphql, control, finishedRun } = server
    const one = await finishedRun()
    const other = await addRun(server, 'Another', second)
    const begun = await graphql(PAGE, { scope: {}, sort: 'ITEMS', first: 100 })
    expect(begun.errors).toBeUndefined()
    const page = begun.data?.mappings as unknown as Shown
    expect(page).toMatchObject({ totalCount: 140, runIds: [other.id, one.id], unavailable: [] })
    expect(page.facets.find(({ field }) => field === 'JOB')?.values).toEqual([
      { value: one.jobId, label: 'fixture', count: 80 },
      { value: other.jobId, label: 'Another', count: 60 },
    ])
    const newer = await addRun(server, 'Another', first)
    const after = page.pageInfo.endCursor
    const rest = await graphql(PAGE, { scope: {}, sort: 'ITEMS', first: 100, after })
    const last = rest.data?.mappings as unknown as Shown
    expect([...page.edges, ...last.edges].map(({ node }) => node.id)).toHaveLength(140)
    expect(new Set([...page.edges, ...last.edges].map(({ node }) => node.id)).size).toBe(140)
    const window = { scope: { asOf: page.asOf }, sort: 'ITEMS', at: 100, limit: 100 }
    const jumped = (await graphql(WINDOW, window)).data?.mappingsWindow as unknown as Shown
    expect(jumped.edges).toEqual(last.edges)
    const now = (await graphql(PAGE, { scope: {}, first: 0 })).data?.mappings as unknown as Shown
    expect(now.runIds).toEqual([newer.id, one.id])
    await control.runs.delete(one.id)
    expect(await graphql(PAGE, { scope: {}, sort: 'ITEMS', after })).toMatchObject({
      errors: [{ extensions: { code: 'BAD_CURSOR' } }],
    })
  })

  it('name the jobs that have nothing to show, and why', async () => {
    const server = await startServer({ rows: first })
    const one = await server.finishedRun()
    const off = await addRun(server, 'off', second, { mappingsUnavailable: 'MAPPING_OFF' })
    const fresh = await server.control.jobs.save(definition('fresh'))
    const page = (await server.graphql(PAGE, { scope: {} })).data?.mappings as unknown as Shown
    expect(page).toMatchObject({ totalCount: 80, runIds: [one.id] })
    expect(page.unavailable).toEqual([
      { code: 'NEVER_RUN', jobId: fresh.id, runId: null },
      { code: 'MAPPING_OFF', jobId: off.jobId, runId: off.id },
    ])
    const alone = await server.graphql(PAGE, { scope: { jobIds: [fresh.id] } })
    expect(alone.data?.mappings).toMatchObject({ __typename: 'MappingsUnavailable', code: 'NEVER_RUN' })
  })

  it('refuse what cannot be asked together', async () => {
    const { graphql, finishedRun } = await startServer({ rows: first })
    const { id } = await finishedRun()
    const refused: [object, string][] = [
      [{}, 'BAD_REQUEST'],
      [{ runId: id, scope: {} }, 'BAD_REQUEST'],
      [{ scope: { runIds: [id], jobIds: [] } }, 'BAD_REQUEST'],
      [{ scope: { runIds: [id, 'run_none'] } }, 'NOT_FOUND'],
      [{ scope: { jobIds: ['job_none'] } }, 'NOT_FOUND'],
      [{ scope: { runIds: Array.from({ length: 1001 }, (_, at) => `run_${at}`) } }, 'TOO_MANY_RUNS'],
    ]
    for (const [variables, code] of refused)
      expect((await graphql(PAGE, variables)).errors?.[0]?.extensions.code).toBe(code)
    expect((await graphql(WINDOW, { scope: {}, at: -1 })).status).toBe(400)
    expect((await graphql(WINDOW, { scope: {}, at: 0, limit: 201 })).errors?.[0]?.extensions.code).toBe(
      'PAGE_TOO_LARGE',
    )
    expect((await graphql(WINDOW, { scope: {}, at: 9e15, limit: 2 })).data?.mappingsWindow).toMatchObject({
      ...{ totalCount: 80, edges: [] },
    })
  })
})

describe('items, findings and single rows', () => {
  it('are read page by page, from any place, and one by one', async () => {
    const { graphql, finishedRun } = await startServer({ rows: first })
    const { id: runId } = await finishedRun()
    const query = `query ($runId: ID!) {
      items(runId: $runId, first: 3) { totalCount facets { field } edges { node { id path jobName implied } } }
      itemsWindow(runId: $runId, at: 77, limit: 9) { totalCount edges { node { path } } }
      findings(runId: $runId, sort: SEVERITY, first: 5) { totalCount facets { field values { value count } } edges { node { severity code message } } }
      findingsWindow(runId: $runId, at: 1, limit: 1) { edges { node { id } } }
      sourceQualityWindow(runId: $runId, at: 1, limit: 1) { edges { node { id } } }
      principalOutcomesWindow(runId: $runId, sort: REASON, at: 5, limit: 2) { edges { node { id } } } }`
    const { data, errors } = await graphql(query, { runId })
    expect(errors).toBeUndefined()
    expect(data).toMatchObject({
      items: {
        totalCount: 80,
        facets: ['JOB', 'TYPE', 'OWNER', 'POLICY', 'FLAGS'].map((field) => ({ field })),
      },
      itemsWindow: { edges: [{}, {}, {}].map((_, at) => ({ node: { path: first.items[77 + at]?.path } })) },
      findings: { totalCount: 60, edges: [{ node: { severity: 'INFO' } }, {}, {}, {}, {}] },
      findingsWindow: { edges: [{ node: { id: `fnd_${runId.slice(4)}_1` } }] },
    })
    const row = `query ($item: ID!, $outcome: ID!) { item(id: $item) { path } principalOutcome(id: $outcome) { outcome } }`
    const ids = { item: `itm_${runId.slice(4)}_7`, outcome: `out_${runId.slice(4)}_7` }
    expect((await graphql(row, ids)).data).toEqual({
      item: { path: first.items[7]?.path },
      principalOutcome: { outcome: first.outcomes[7]?.outcome },
    })
    expect((await graphql(row, { item: ids.outcome, outcome: `${ids.outcome}999` })).data).toEqual({
      ...{ item: null, principalOutcome: null },
    })
  })

  it('show nothing that follows from a mapping where there is none to show', async () => {
    const server = await startServer({ rows: first })
    const off = await addRun(server, 'off', second, { mappingsUnavailable: 'MAPPING_OFF' })
    const query = `query ($runId: ID!, $filter: [OutcomeFilterClause!]) { principalOutcomes(runId: $runId, first: 200, filter: $filter) {
      totalCount facets { field values { value } } edges { node { resolution flags } } } }`
    const { data } = await server.graphql(query, { runId: off.id })
    const shown = data?.principalOutcomes as unknown as {
      totalCount: number
      edges: { node: { flags: string[] } }[]
    }
    expect(shown.totalCount).toBe(60)
    expect(shown.edges.flatMap(({ node }) => node.flags)).toContain('NO_EMAIL')
    expect(JSON.stringify(shown)).not.toMatch(/"MAPPED"|WILL_DUPLICATE_PROFILE|"EMAIL"/)
    const filter = [{ field: 'FLAGS', op: 'HAS_FLAG', values: ['MAPPED'] }]
    expect((await server.graphql(query, { runId: off.id, filter })).data).toMatchObject({
      principalOutcomes: { totalCount: 0 },
    })
    const summaryOf = `query ($id: ID!) { run(id: $id) { summary { resolutions { count } combinations { count } outcomes { count } } } }`
    expect((await server.graphql(summaryOf, { id: off.id })).data?.run).toMatchObject({
      summary: { resolutions: [], combinations: [], outcomes: [{ count: 2 }] },
    })
    const mapping = await server.graphql('query ($id: ID!) { mapping(id: $id) { id } }', {
      id: `map_${off.id.slice(4)}_0`,
    })
    expect(mapping).toMatchObject({ errors: [{ extensions: { code: 'MAPPINGS_UNAVAILABLE' } }] })
  })
})

describe('differences between runs', () => {
  const changed = (rows: Rows): Rows => ({
    ...rows,
    mappings: rows.mappings.map((row: StoredRow) =>
      row.row_id === 0 ? { ...row, resolution: 'EXCEPTION', reason: null } : row,
    ),
  })
  const keyed = (rows: Rows): Rows => ({
    ...rows,
    mappings: rows.mappings.map((row) => ({ ...row, source_id: `id-${row.row_id}`, resolution: 'EMAIL' })),
    outcomes: rows.outcomes.map((row) => ({ ...row, id: row.kind === null ? null : `id-${row.row_id}` })),
  })
  const base = keyed(first)

  it('are counted, and told of one row', async () => {
    const server = await startServer({ rows: base })
    const one = await server.finishedRun()
    const { mappings } = changed(base)
    const moved = mappings.slice(0, 70).map((row) => ({ ...row }))
    const two = await addRun(server, 'fixture', { ...base, mappings: moved })
    const query = `query ($a: ID!, $b: ID!) { runDifference(fromRunId: $a, toRunId: $b) {
      from { number } to { number } mappings { added removed changed same moves { from to changed count } }
      outcomes { added removed changed same } } }`
    const { data, errors } = await server.graphql(query, { a: one.id, b: two.id })
    expect(errors).toBeUndefined()
    expect(data?.runDifference).toMatchObject({
      mappings: {
        ...{ added: 0, removed: 10, changed: 1, same: 69 },
        moves: expect.arrayContaining([
          { from: 'EMAIL', to: 'EXCEPTION', changed: true, count: 1 },
          { from: 'EMAIL', to: null, changed: false, count: 10 },
        ]) as unknown,
      },
      outcomes: { added: 0, removed: 0, changed: 0, same: 80 },
    })
    const row = `query ($id: ID!) { mapping(id: $id) { previous { changed run { id } mapping { resolution } } } }`
    const of = async (id: string, text = row) => (await server.graphql(text, { id })).data?.mapping
    expect(await of(`map_${two.id.slice(4)}_0`)).toEqual({
      previous: {
        changed: base.mappings[0]?.reason === null ? ['resolution'] : ['resolution', 'reason'],
        run: { id: one.id },
        mapping: { resolution: 'EMAIL' },
      },
    })
    const next = row.replace('previous', 'next')
    expect(await of(`map_${one.id.slice(4)}_75`, next)).toEqual({
      next: { changed: [], run: { id: two.id }, mapping: null },
    })
    expect(await of(`map_${two.id.slice(4)}_0`, next)).toEqual({ next: null })
    const outcome = `query ($id: ID!) { principalOutcome(id: $id) { previous { changed principalOutcome { id } } } }`
    expect((await server.graphql(outcome, { id: `out_${two.id.slice(4)}_3` })).data).toEqual({
      principalOutcome: { previous: { changed: [], principalOutcome: { id: `out_${one.id.slice(4)}_3` } } },
    })
  })
})
