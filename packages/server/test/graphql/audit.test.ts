import { expect, it } from 'vitest'

import { startServer } from '../http/test-server.js'

it('shows who did what, newest first, page by page, refusals included', async () => {
  const { graphql, control } = await startServer()
  await graphql('mutation { stopRun(input: { runId: "run_none" }) { __typename } }', {}, 'operator')
  await control.audit.record({ actor: 'command line', action: 'CREATE_TOKEN', subject: 'tok_1' })
  const query = `query ($after: String, $actor: String) { auditEntries(first: 1, after: $after, actor: $actor) { totalCount
    pageInfo { hasNextPage endCursor } edges { node { at actor action subject result } } } }`
  interface Page {
    totalCount: number
    pageInfo: { hasNextPage: boolean; endCursor: string }
    edges: { node: Record<string, string> }[]
  }
  const page = async (variables: object) =>
    (await graphql(query, variables)).data?.auditEntries as unknown as Page
  const first = await page({})
  expect(first).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true } })
  expect(first.edges[0]?.node).toMatchObject({
    actor: 'command line',
    action: 'CREATE_TOKEN',
    result: 'DONE',
  })
  const second = await page({ after: first.pageInfo.endCursor })
  expect(second.pageInfo.hasNextPage).toBe(false)
  expect(second.edges[0]?.node).toEqual({
    ...{ at: '2026-11-21T10:00:00.000Z', actor: 'the operator', action: 'STOP_RUN' },
    ...{ subject: 'run_none', result: 'NOT_FOUND' },
  })
  expect(await page({ actor: 'the operator' })).toMatchObject({ totalCount: 1 })
  expect((await graphql(query, {}, 'operator')).status).toBe(403)
})
