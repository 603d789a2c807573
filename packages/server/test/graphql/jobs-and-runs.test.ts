import { describe, expect, it } from 'vitest'

import { definition } from '../control/store.js'
import { startServer, summary } from '../http/test-server.js'

const RUN = `id number state phase progressDone createdAt startedAt finishedAt resumable mapUsers wipe
  problem { code message } job { id name platform instance runCount latestRun { number } }`
const START = `mutation ($input: StartRunInput!) { startRun(input: $input) {
  __typename ... on Run { ${RUN} } ... on Problem { code message path } } }`
const CHANGE = (name: string) =>
  `mutation ($input: RunInput!) { ${name}(input: $input) { __typename ... on Run { state } ... on Problem { code message } } }`

describe('jobs and runs', () => {
  it('are paged by cursor, each read together with its latest run and job', async () => {
    const { graphql, control } = await startServer()
    for (const name of ['a', 'b', 'c']) {
      const job = await control.jobs.save(definition(name, null))
      const { id } = await control.runs.create({ jobId: job.id, settings: { mapUsers: false, wipe: true } })
      await control.runs.transition(id, 'CANCELLED')
      await control.runs.create({ jobId: job.id, settings: { mapUsers: true, wipe: false } })
    }
    const names: string[] = []
    let after: string | null = null
    for (let more = true; more;) {
      const { data } = await graphql(
        `
          query ($after: String) {
            jobs(first: 2, after: $after) {
              totalCount
              pageInfo {
                hasNextPage
                hasPreviousPage
                endCursor
              }
              edges {
                cursor
                node {
                  name
                  runCount
                  instance
                  latestRun {
                    number
                    state
                    job {
                      name
                    }
                  }
                }
              }
            }
          }
        `,
        { after },
      )
      const page = data?.jobs as unknown as {
        totalCount: number
        pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string }
        edges: {
          node: { name: string; runCount: number; latestRun: { number: number; job: { name: string } } }
        }[]
      }
      expect(page.totalCount).toBe(4)
      expect(page.pageInfo.hasPreviousPage).toBe(after !== null)
      for (const { node } of page.edges) {
        expect(node.latestRun.job.name).toBe(node.name)
        expect(node.latestRun.number).toBe(node.runCount)
        names.push(node.name)
      }
      more = page.pageInfo.hasNextPage
      after = page.pageInfo.endCursor
    }
    expect(names).toEqual(['c', 'b', 'a', 'fixture'])
    const { data } = await graphql(`
      {
        jobs(search: "B") {
          edges {
            node {
              name
            }
          }
        }
        runs(first: 1) {
          totalCount
          edges {
            node {
              number
              wipe
              job {
                name
              }
            }
          }
        }
      }
    `)
    expect(data).toMatchObject({
      jobs: { edges: [{ node: { name: 'b' } }] },
      runs: { totalCount: 7, edges: [{ node: { number: 2, job: { name: 'c' } } }] },
    })
  })

  it('start once for a key, stop, resume, and say why where they do not', async () => {
    const { graphql, control } = await startServer()
    const job = await control.jobs.save(definition('acme'))
    const input = { jobId: job.id, wipe: true, idempotencyKey: 'k' }
    const first = await graphql(START, { input }, 'operator')
    expect(first.data?.startRun).toMatchObject({
      ...{ __typename: 'Run', number: 1, state: 'QUEUED', wipe: true, mapUsers: true, problem: null },
      job: { name: 'acme', platform: 'aem', instance: 'author', runCount: 1, latestRun: { number: 1 } },
    })
    const runId = (first.data?.startRun as unknown as { id: string }).id
    expect((await graphql(START, { input })).data?.startRun).toMatchObject({ id: runId })
    const refusals: [unknown, string, string][] = [
      [{ jobId: job.id }, 'IllegalStateProblem', 'RUN_IN_PROGRESS'],
      [{ jobId: 'job_none' }, 'NotFoundProblem', 'NOT_FOUND'],
      [{ ...input, wipe: false }, 'InputProblem', 'IDEMPOTENCY_KEY_REUSED'],
      [{ ...input, idempotencyKey: '' }, 'InputProblem', 'BAD_REQUEST'],
    ]
    for (const [refused, __typename, code] of refusals)
      expect((await graphql(START, { input: refused })).data?.startRun).toMatchObject({ __typename, code })
    const change = async (name: string) => (await graphql(CHANGE(name), { input: { runId } })).data?.[name]
    expect(await change('resumeRun')).toMatchObject({
      __typename: 'IllegalStateProblem',
      code: 'ILLEGAL_STATE',
    })
    expect(await change('stopRun')).toEqual({ __typename: 'Run', state: 'CANCELLED' })
    const audit = (await control.audit.list(3)).map(({ action, result, subject }) => [
      action,
      result,
      subject,
    ])
    expect(audit).toEqual([
      ['STOP_RUN', 'DONE', runId],
      ['RESUME_RUN', 'ILLEGAL_STATE', runId],
      ['START_RUN', 'BAD_REQUEST', job.id],
    ])
  })

  it('show a problem while stopped, and figures beyond 32 bits once finished', async () => {
    const { graphql, control, finishedRun } = await startServer()
    const run = await finishedRun()
    const ask = `query ($id: ID!) { run(id: $id) { state resumable problem { code message } summary { sourceAccounts items
      findings { code severity count } resolutions { resolution kind count } outcomes { outcome reason count }
      quality { code count } cases { code count } notices { code message count }
      combinations { mapped migrated count } } } }`
    const { mappingsUnavailable: _unavailable, memberships: _m, sourceGroups: _g, ...figures } = summary
    const { destinationPrincipals: _d, targetPrincipals: _t, ...shown } = figures
    const resolutions = [{ resolution: 'EMAIL', kind: 'ACCOUNT', count: 2 }]
    expect((await graphql(ask, { id: run.id })).data?.run).toEqual({
      ...{ state: 'FINISHED', resumable: false, problem: null },
      summary: { ...shown, resolutions },
    })
    const job = await control.jobs.save(definition('other'))
    const failed = await control.runs.create({ jobId: job.id, settings: { mapUsers: true, wipe: false } })
    await control.runs.transition(failed.id, 'RUNNING')
    const patch = { problemCode: 'DISK_FULL', problemMessage: 'Make room.' }
    await control.runs.transition(failed.id, 'FAILED', patch)
    expect((await graphql(ask, { id: failed.id })).data?.run).toEqual({
      ...{ state: 'FAILED', resumable: true, summary: null },
      problem: { code: 'DISK_FULL', message: 'Make room.' },
    })
  })

  it('are null where there is none of that id', async () => {
    const { graphql } = await startServer()
    const { status, data } = await graphql(`
      {
        job(id: "' OR 1=1 --") {
          id
        }
        run(id: "run_none") {
          id
        }
      }
    `)
    expect(status).toBe(200)
    expect(data).toEqual({ job: null, run: null })
  })
})
