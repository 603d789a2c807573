import { describe, expect, it } from 'vitest'

import { generateRows } from '../warehouse/run-folder.js'
import { startServer, type TestServer } from './test-server.js'

interface Page {
  status: number
  type: string
  meta: {
    has_more: boolean
    offset: number
    limit: number
    total_count: number
    links: { next?: { href: string } }
  }
  item: Record<string, unknown>[]
}

/** Two rows of the sample in seed 002. */
const seeded = (base: ReturnType<typeof generateRows>) => {
  const [template] = base.mappings
  const people = [
    { name: 'John Smith 2', email: 'jsmith2@email.com', id: '1497385045', permissions: 6 },
    { name: 'John Smith 3', email: 'jsmith3@email.com', id: '389034265', permissions: 7 },
  ]
  return {
    ...base,
    mappings: people.map(({ name, email, id, permissions }, row_id) => ({
      ...template,
      ...{ row_id, kind: 'account', source_id: id, source_name: email, source_caption: name },
      ...{ resolution: 'EXCEPTION', reason: null, items_direct: permissions },
    })),
  }
}

const get = async (server: TestServer, path: string, status = 200) => {
  const answer = await server.ask(path, { token: server.tokens.viewer })
  const body = (await answer.json()) as Page & { code: string; message: string }
  expect(`${answer.status} ${body.message ?? ''}`.trim()).toMatch(new RegExp(`^${status}`))
  return body
}

describe('the security map', () => {
  it('is the sample of seed 002, field for field', async () => {
    const server = await startServer({ rows: seeded(generateRows(2)) })
    const { jobId } = await server.finishedRun()
    const { item, ...rest } = await get(server, `/v1/transfers/${jobId}/security_map?include=all`)
    expect(rest).toEqual({
      ...{ status: 200, type: 'item' },
      meta: { has_more: false, offset: 0, limit: 100, total_count: 2, links: {} },
    })
    expect(JSON.stringify(item.map(({ id: _, ...row }) => row))).toBe(
      JSON.stringify([
        {
          source: { name: 'John Smith 2', email: 'jsmith2@email.com', id: '1497385045', type: 'account' },
          ...{ resolution: 'exception', permissions: 6 },
        },
        {
          source: { name: 'John Smith 3', email: 'jsmith3@email.com', id: '389034265', type: 'account' },
          ...{ resolution: 'exception', permissions: 7 },
        },
      ]),
    )
    for (const row of item) {
      expect(Object.keys(row)).toEqual(['id', 'source', 'resolution', 'permissions'])
      expect(row['id']).toMatch(/^[0-9a-f]{32}$/)
    }
    const named = await get(
      server,
      `/v1/transfers/security_map?job=${jobId}&fields=message,destination,resolution`,
    )
    expect(Object.keys(named.item[0] ?? {})).toEqual(['destination', 'resolution', 'message'])
    const every = await get(server, `/v1/transfers/security_map?fields=all`)
    expect(Object.keys(every.item[0] ?? {})).toEqual([
      ...['id', 'source', 'destination', 'resolution', 'permissions', 'message'],
    ])
    expect(every.item.map(({ id }) => id)).toEqual(item.map(({ id }) => id))
  })

  it('reads every row once by following its links, in every order and under filters', async () => {
    const rows = generateRows(137)
    const server = await startServer({ rows })
    await server.finishedRun()
    const questions: [string, (row: Record<string, unknown>) => boolean][] = [
      ['', () => true],
      ['&sort=permissions', () => true],
      ['&sort=resolution%20ASC', () => true],
      ['&type=account', (row) => row['kind'] === 'account'],
      ['&resolution=email,id', (row) => ['EMAIL', 'ID'].includes(String(row['resolution']))],
      ['&exclude_unused=true', (row) => Number(row['items_direct']) > 0],
    ]
    for (const [question, isWanted] of questions) {
      const wanted = rows.mappings.filter(isWanted)
      const read: unknown[] = []
      let next: string | undefined =
        `/v1/transfers/security_map?limit=10&fields=permissions,resolution${question}`
      while (next !== undefined) {
        const { meta, item }: Page = await get(server, next)
        expect(meta.total_count).toBe(wanted.length)
        read.push(...item)
        expect(meta.has_more).toBe(meta.links.next !== undefined)
        next = meta.links.next?.href.replace(server.url, '')
        if (next !== undefined) expect(next).toMatch(/as_of=.*&runs=[0-9a-f]{16}/)
      }
      const spelt = (list: readonly unknown[]) => list.map((row) => JSON.stringify(row)).sort()
      expect(spelt(read)).toEqual(
        spelt(
          wanted.map(({ items_direct, resolution }) => ({
            ...{ resolution: String(resolution).toLowerCase(), permissions: items_direct },
          })),
        ),
      )
    }
  })

  it('keeps to the runs of its first page, and says so where one is gone', async () => {
    const server = await startServer({ rows: generateRows(30) })
    const run = await server.finishedRun()
    const first = await get(server, '/v1/transfers/security_map?limit=10')
    const next = first.meta.links.next?.href.replace(server.url, '') ?? ''
    server.clock.advance(1000)
    const later = await server.control.runs.create({ jobId: run.jobId, settings: run.settings })
    await server.control.runs.transition(later.id, 'RUNNING')
    await server.control.runs.transition(later.id, 'FINISHED', { summary: run.summary })
    expect((await get(server, next)).meta.total_count).toBe(30)
    await server.graphql('mutation ($id: ID!) { deleteJob(input: { jobId: $id }) { __typename } }', {
      id: run.jobId,
    })
    expect(await get(server, next, 400)).toMatchObject({ code: 'BAD_CURSOR' })
  })

  it.each([
    ['limit=0', 'BAD_REQUEST'],
    ['limit=1001', 'BAD_REQUEST'],
    ['offset=-1', 'BAD_REQUEST'],
    ['offset=1e9', 'BAD_REQUEST'],
    ['colour=red', 'BAD_REQUEST'],
    ['type=robot', 'BAD_REQUEST'],
    ['resolution=guess', 'BAD_REQUEST'],
    ['fields=secret', 'BAD_REQUEST'],
    ['sort=email', 'BAD_REQUEST'],
    ['include=some', 'BAD_REQUEST'],
    ['as_of=yesterday', 'BAD_REQUEST'],
    ['runs=0000000000000000', 'BAD_CURSOR'],
  ])('refuses %s', async (query, code) => {
    const server = await startServer({ rows: generateRows(3) })
    await server.finishedRun()
    expect(await get(server, `/v1/transfers/security_map?${query}`, 400)).toMatchObject({ code })
  })

  it('says why there is nothing to show, and what names no job', async () => {
    const server = await startServer({ rows: generateRows(3) })
    const [job] = (await server.control.jobs.page({ limit: 1 })).rows
    const path = `/v1/transfers/${job?.id ?? ''}/security_map`
    const never = await get(server, path, 409)
    expect(never).toMatchObject({ code: 'MAPPINGS_UNAVAILABLE' })
    expect(never.message).toContain('no run of this job has finished yet. Start the job')
    await server.finishedRun({ mappingsUnavailable: 'PRESERVATION_OFF' })
    expect((await get(server, path, 409)).message).toContain('preserves neither permissions nor owners')
    for (const id of ['job_none', '0'.repeat(32), "' OR 1=1"])
      expect(await get(server, `/v1/transfers/${encodeURIComponent(id)}/security_map`, 404)).toMatchObject({
        code: 'NOT_FOUND',
      })
  })

  it('takes a job by its 32 digits too', async () => {
    const server = await startServer({ rows: generateRows(3) })
    const { jobId } = await server.finishedRun()
    const { hexOfId, jobIdOf } = await import('../../src/control/hex-id.js')
    expect(hexOfId(jobId)).toMatch(/^[0-9a-f]{32}$/)
    expect(jobIdOf(hexOfId(jobId))).toBe(jobId)
    expect((await get(server, `/v1/transfers/${hexOfId(jobId)}/security_map`)).meta.total_count).toBe(3)
  })
})
