import { describe, expect, it } from 'vitest'

import { definition } from '../control/store.js'
import { startServer } from '../http/test-server.js'

const IMPORT = `mutation ($input: ImportExceptionsInput!) { importExceptions(input: $input) {
  __typename
  ... on ExceptionsImport { applied checkedRunId added changed same removed total unfilled unchanged repeated
    unguarded stale faultCount faults { line severity code message } errorCsv }
  ... on Problem { code message path } } }`

const start = async () => {
  const server = await startServer()
  const { id } = await server.control.jobs.save(definition('share', null))
  const send = async (csv: string, more: object = {}) => {
    const { data } = await server.graphql(IMPORT, { input: { jobId: id, csv, ...more } }, 'operator')
    return data?.importExceptions as unknown as Record<string, unknown>
  }
  const count = async () => {
    const one = await server.graphql(`query ($id: ID!) { job(id: $id) { exceptionCount } }`, { id })
    const all = await server.graphql('{ jobs(search: "share") { edges { node { exceptionCount } } } }')
    const job = one.data?.job as unknown as { exceptionCount: number }
    expect(all.data?.jobs).toEqual({ edges: [{ node: job }] })
    return job.exceptionCount
  }
  return { ...server, jobId: id, send, count }
}

describe('importing exceptions', () => {
  it('is a dry run unless asked, and says that nothing could be looked up', async () => {
    const { send, count, control } = await start()
    const csv = 'source_id,destination_id\n1,x\n2,y\n2,y\n'
    const expected = {
      ...{
        __typename: 'ExceptionsImport',
        checkedRunId: null,
        added: 2,
        repeated: 1,
        total: 2,
        faultCount: 2,
      },
      faults: [
        { line: null, code: 'IMPORT_NOT_CHECKED' },
        { line: 4, severity: 'INFO', code: 'EXCEPTION_REPEATED' },
      ],
      errorCsv:
        'source_id,destination_id,line,severity,code,message\r\n2,y,4,INFO,EXCEPTION_REPEATED,Line 3 says the same of 2.\r\n',
    }
    expect(await send(csv)).toMatchObject({ ...expected, applied: false })
    expect(await count()).toBe(0)
    expect(await send(csv, { apply: true })).toMatchObject({ ...expected, applied: true })
    expect(await count()).toBe(2)
    expect(await control.audit.list(1)).toMatchObject([
      { action: 'IMPORT_EXCEPTIONS', actor: 'the operator' },
    ])
  })

  it('merges by source, or replaces the set', async () => {
    const { send, count } = await start()
    await send('source_id,destination_id\n1,x\n2,y\n', { apply: true })
    const csv = 'source_id,destination_id\n2,z\n3,z\n'
    expect(await send(csv, { apply: true })).toMatchObject({ added: 1, changed: 1, removed: 0, total: 3 })
    expect(await count()).toBe(3)
    const replacing = { apply: true, mode: 'REPLACE' }
    expect(await send(csv, replacing)).toMatchObject({ added: 0, same: 2, removed: 1, total: 2 })
    expect(await count()).toBe(2)
  })

  it('applies nothing of a file with an error', async () => {
    const { send, count } = await start()
    const answer = await send('source_id,destination_id\n1,x\n2,y\n1,z\n', { apply: true })
    expect(answer).toMatchObject({ applied: false, faultCount: 5 - 2 })
    expect(await count()).toBe(0)
  })

  it('keeps every character of what it imports', async () => {
    const { send, jobId, control } = await start()
    const name = '\ufeffÅ "é", =1+1\r\n👩‍👩‍👧'
    await send(`source_name,destination_id\n"${name.replaceAll('"', '""')}",'=x\n`, { apply: true })
    expect(await control.exceptions.ofJob(jobId)).toMatchObject([
      { source: { name }, destination: { id: "'=x" }, file: 'imported exceptions', line: 2 },
    ])
  })

  it.each([
    ['no header', '', {}, 'InputProblem', 'INPUT_EMPTY'],
    ['another file', 'a,b\n1,2\n', {}, 'InputProblem', 'CSV_HEADER'],
    [
      'more than 4 MB',
      `source_id,destination_id\n${'1,"x\n"\n'.repeat(620_000)}`,
      {},
      'InputProblem',
      'TOO_LARGE',
    ],
    ['no such job', 'source_id,destination_id\n1,x\n', { jobId: 'job_none' }, 'NotFoundProblem', 'NOT_FOUND'],
  ])('refuses %s', async (_name, csv, more, type, code) => {
    const { send } = await start()
    expect(await send(csv, more)).toMatchObject({ __typename: type, code })
  })

  it('takes 4 MB, from those who may import', async () => {
    const { send } = await start()
    const rows = Array.from({ length: 150_000 }, (_, at) => `"${at}","${'é'.repeat(6)}"`)
    expect(await send(`source_id,destination_id\n${rows.join('\n')}\n`)).toMatchObject({ added: 150_000 })
  }, 60_000)
})
