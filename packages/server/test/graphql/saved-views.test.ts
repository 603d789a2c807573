import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { everything } from '@crosswalk/core'
import { describe, expect, it } from 'vitest'

import { startServer } from '../http/test-server.js'
import { generateRows } from '../warehouse/run-folder.js'

const SAVE = `mutation ($input: SaveViewInput!) { saveView(input: $input) { __typename
  ... on SavedView { id name owner own shared report sort columns clauses { field op values } }
  ... on Problem { code path } } }`
const LIST = 'query ($report: Report) { savedViews(report: $report) { id name own } }'
const DELETE = `mutation ($id: ID!) { deleteView(input: { viewId: $id }) { __typename
  ... on DeletedView { viewId } ... on Problem { code } } }`

const unresolved = { field: 'RESOLUTION', op: 'IN', values: ['unresolved'] }

describe('saved views', () => {
  it('are kept under their names, seen by their owner, and by all once shared', async () => {
    const { graphql } = await startServer()
    const input = {
      report: 'MAPPINGS',
      name: ' To do ',
      clauses: [unresolved],
      sort: 'ITEMS',
      columns: ['name'],
    }
    const { data } = await graphql(SAVE, { input }, 'viewer')
    expect(data?.saveView).toMatchObject({
      ...{ __typename: 'SavedView', name: 'To do', owner: 'the viewer', own: true, shared: false },
      ...{ sort: 'ITEMS', columns: ['name'], clauses: [{ ...unresolved, values: ['UNRESOLVED'] }] },
    })
    const { id } = data?.saveView as unknown as { id: string }
    expect(id).toMatch(/^view_[0-9a-z]{26}$/)
    expect((await graphql(LIST, {}, 'operator')).data?.savedViews).toEqual([])
    const again = await graphql(SAVE, { input: { ...input, clauses: [], shared: true } }, 'viewer')
    expect(again.data?.saveView).toMatchObject({ id, clauses: [], shared: true })
    expect((await graphql(LIST, { report: 'MAPPINGS' }, 'operator')).data?.savedViews).toEqual([
      { id, name: 'To do', own: false },
    ])
    expect((await graphql(LIST, { report: 'ITEMS' }, 'viewer')).data?.savedViews).toEqual([])
    expect((await graphql(DELETE, { id }, 'operator')).data?.deleteView).toMatchObject({ code: 'NOT_FOUND' })
    expect((await graphql(DELETE, { id }, 'viewer')).data?.deleteView).toMatchObject({ viewId: id })
    expect((await graphql(DELETE, { id }, 'admin')).data?.deleteView).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('are refused, with the place at fault, where the report cannot show them', async () => {
    const { graphql, control } = await startServer()
    const input = { report: 'MAPPINGS', name: 'x', clauses: [] as object[] }
    const faults: [object, string, string][] = [
      [{ name: ' ' }, 'BAD_REQUEST', 'input.name'],
      [{ name: 'x'.repeat(101) }, 'BAD_REQUEST', 'input.name'],
      [{ clauses: [{ ...unresolved, field: 'OUTCOME' }] }, 'BAD_FILTER', 'filter.0.field'],
      [{ sort: 'SEVERITY' }, 'BAD_REQUEST', ''],
      [{ columns: ["'; DROP TABLE"] }, 'BAD_REQUEST', 'input.columns'],
    ]
    for (const [change, code, path] of faults) {
      const { data } = await graphql(SAVE, { input: { ...input, ...change } })
      expect(data?.saveView).toMatchObject({ __typename: 'InputProblem', code })
      if (path !== '') expect((data?.saveView as unknown as { path: string[] }).path.join('.')).toBe(path)
    }
    expect(await control.savedViews.seenBy('the admin')).toEqual([])
    expect(await control.audit.list(1)).toMatchObject([{ action: 'SAVE_VIEW', result: 'BAD_REQUEST' }])
  })
})

describe('deleting a run', () => {
  const DELETE_RUN = `mutation ($id: ID!) { deleteRun(input: { runId: $id }) { __typename
    ... on DeletedRun { runId } ... on Problem { code } } }`

  it('takes it away at once and its folder once nobody reads it; not while its job runs', async () => {
    const { graphql, control, finishedRun, runsFolder, warehouse } = await startServer({
      rows: generateRows(50),
    })
    const { id, jobId } = await finishedRun()
    const running = await control.runs.create({ jobId, settings: { mapUsers: true, wipe: false } })
    expect((await graphql(DELETE_RUN, { id })).data?.deleteRun).toMatchObject({ code: 'RUN_IN_PROGRESS' })
    await control.runs.transition(running.id, 'CANCELLED')
    const reading = warehouse.stream('mappings', id, everything('mappings'))
    await reading.next()
    expect((await graphql(DELETE_RUN, { id })).data?.deleteRun).toEqual({
      __typename: 'DeletedRun',
      runId: id,
    })
    expect(await control.runs.find(id)).toBeNull()
    expect(existsSync(join(runsFolder, id))).toBe(true)
    await reading.return(undefined)
    expect((await graphql(DELETE_RUN, { id })).data?.deleteRun).toMatchObject({ code: 'NOT_FOUND' })
  })
})
