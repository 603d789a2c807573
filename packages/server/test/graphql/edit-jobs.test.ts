import { existsSync } from 'node:fs'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { tempFolder } from '../control/temp-folder.js'
import { sendFile, startServer, type TestServer } from '../http/test-server.js'
import { generateRows } from '../warehouse/run-folder.js'

const PROBLEM = '... on Problem { code message path } ... on InvalidJobProblem { faults { path message } }'
const JOB = 'id name instance exceptionCount updatedAt'
const CREATE = `mutation ($input: CreateJobInput!) { done: createJob(input: $input) { __typename ... on Job { ${JOB} } ${PROBLEM} } }`
const UPDATE = `mutation ($input: UpdateJobInput!) { done: updateJob(input: $input) { __typename ... on Job { ${JOB} } ${PROBLEM} } }`
const DELETE = `mutation ($input: JobInput!) { done: deleteJob(input: $input) { __typename ... on DeletedJob { jobId runCount }
  ... on Problem { code message } } }`

interface Done {
  __typename: string
  id: string
  updatedAt: string
  code: string
  message: string
  faults?: { path: string[]; message: string }[]
}
const doing =
  ({ graphql }: TestServer, query: string) =>
  async (input: unknown): Promise<Done> =>
    (await graphql(query, { input }, 'operator')).data?.done as unknown as Done
const upload = async (server: TestServer, kind: string, name: string): Promise<string> =>
  ((await (await sendFile(server, Buffer.from('x'), { kind, name })).json()) as { id: string }).id
const jobOf = (name: string, upl: string, more = {}) => ({
  ...{ version: 1, name, ...more },
  source: { platform: 'aem', instance: 'author', inputs: [{ format: 'aem-package', upload: upl }] },
})

describe('a job', () => {
  it('is made of uploads, shown as it was sent with its defaults, changed and deleted', async () => {
    const server = await startServer()
    const upl = await upload(server, 'package', 'acme.zip')
    const made = await doing(server, CREATE)({ definition: jobOf('acme', upl) })
    expect(made).toMatchObject({ __typename: 'Job', name: 'acme', instance: 'author' })
    const { definition } = await server.control.jobs.get(made.id)
    expect(definition.source.inputs).toEqual([
      { format: 'aem-package', path: join(server.folder, 'uploads', upl, 'acme.zip') },
    ])
    const { data } = await server.graphql('query ($id: ID!) { jobDefinition(jobId: $id) }', { id: made.id })
    expect(data?.jobDefinition).toMatchObject({
      ...jobOf('acme', upl),
      mapping: { preset: 'aem-author' },
      migration: { wipe: false, transferred: null },
    })
    const paths = await upload(server, 'paths', 'moved.txt')
    const change = {
      ...(data?.jobDefinition as unknown as object),
      migration: { transferred: { upload: paths } },
    }
    const changed = await doing(
      server,
      UPDATE,
    )({ ...{ jobId: made.id, updatedAt: made.updatedAt }, definition: change })
    expect(changed).toMatchObject({ __typename: 'Job', id: made.id })
    expect((await server.control.uploads.find(paths))?.unreferencedSince).toBeNull()
    expect(await doing(server, DELETE)({ jobId: made.id })).toEqual({
      ...{ __typename: 'DeletedJob', jobId: made.id, runCount: 0 },
    })
    expect(await server.control.jobs.find(made.id)).toBeNull()
    expect((await server.control.uploads.find(upl))?.unreferencedSince).not.toBeNull()
    const audit = (await server.control.audit.list(4)).map(({ action, subject }) => [action, subject])
    expect(audit.filter(([action]) => action !== 'UPLOAD').reverse()).toEqual(
      ['CREATE_JOB', 'UPDATE_JOB', 'DELETE_JOB'].map((action) => [action, made.id]),
    )
  })

  it('is made once for a key', async () => {
    const server = await startServer()
    const create = doing(server, CREATE)
    const definition = jobOf('acme', await upload(server, 'package', 'a.zip'))
    const both = await Promise.all([1, 2].map(() => create({ definition, idempotencyKey: 'k' })))
    expect(both.map(({ id }) => id)).toEqual([both[0]?.id, both[0]?.id])
    expect(await create({ definition: { ...definition, name: 'b' }, idempotencyKey: 'k' })).toMatchObject({
      ...{ __typename: 'InputProblem', code: 'IDEMPOTENCY_KEY_REUSED' },
    })
    expect(await create({ definition })).toMatchObject({
      ...{ __typename: 'InputProblem', code: 'JOB_NAME_TAKEN', path: ['input', 'definition', 'name'] },
    })
  })

  it('is refused with every fault at once', async () => {
    const server = await startServer()
    const upl = await upload(server, 'directory', 'd.csv')
    const definition = {
      ...{ version: 1, name: '', colour: 'red', exceptions: [{ upload: 'upl_none' }] },
      source: {
        instance: 'auther',
        inputs: [{ format: 'aem-package', upload: upl }, { format: 'directory-csv' }],
      },
      mapping: { ambiguity: 'guess', colour: 1 },
      limits: { threads: 0 },
    }
    const refused = await doing(server, CREATE)({ definition })
    expect(refused).toMatchObject({ __typename: 'InvalidJobProblem', code: 'JOB_INVALID' })
    const at = refused.faults?.map(({ path }) => path.join('.')).sort()
    expect(at).toEqual([
      ...['colour', 'exceptions.0.upload', 'limits.threads', 'mapping.ambiguity', 'mapping.colour', 'name'],
      ...['source.inputs.0.upload', 'source.inputs.1.path', 'source.instance'],
    ])
    const { data } = await server.graphql(
      'query ($d: JSONObject!) { checkJob(definition: $d) { definition faults { path } } }',
      {
        d: definition,
      },
    )
    expect(data?.checkJob).toMatchObject({
      definition: null,
      faults: refused.faults?.map(({ path }) => ({ path })),
    })
  })

  it('names paths below an input root only, whatever they are called', async () => {
    const [root, elsewhere] = [await tempFolder(), await tempFolder()]
    await writeFile(join(elsewhere, 'secret.csv'), 'x')
    await writeFile(join(root, 'in.csv'), 'x')
    await mkdir(join(root, 'folder'))
    await symlink(elsewhere, join(root, 'link'))
    const server = await startServer({ environment: { CROSSWALK_INPUT_ROOTS: root } })
    const faultsOf = async (path: string) => {
      const source = { platform: 'ldap', inputs: [{ format: 'directory-csv', path }] }
      const query = 'query ($d: JSONObject!) { checkJob(definition: $d) { faults { message } } }'
      const { data } = await server.graphql(query, { d: { version: 1, name: 'a', source } })
      return (data?.checkJob as unknown as { faults: { message: string }[] }).faults.map(
        ({ message }) => message,
      )
    }
    expect(await faultsOf(join(root, 'in.csv'))).toEqual([])
    const outside = [
      join(elsewhere, 'secret.csv'),
      join(elsewhere, 'none.csv'),
      join(root, 'link', 'secret.csv'),
    ]
    const more = [`${root}/../x.csv`, 'in.csv', root, `${root}x/in.csv`, '/etc/passwd']
    for (const path of [...outside, ...more])
      expect(`${path} ${(await faultsOf(path)).join()}`).toContain('is not below a folder')
    expect((await faultsOf(join(root, 'none.csv'))).join()).toContain('does not exist')
    expect((await faultsOf(join(root, 'folder'))).join()).toContain('is a folder')
    expect((await faultsOf('a\0b')).join()).toContain('names nothing')
    const closed = await startServer()
    const { data } = await closed.graphql(
      'query ($d: JSONObject!) { checkJob(definition: $d) { faults { message } } }',
      {
        d: {
          version: 1,
          name: 'a',
          source: { inputs: [{ format: 'directory-csv', path: join(root, 'in.csv') }] },
        },
      },
    )
    expect(JSON.stringify(data)).toContain('takes uploads only')
  })

  it('keeps the paths it has, and no others', async () => {
    const server = await startServer()
    const [job] = (await server.control.jobs.page({ limit: 1 })).rows
    const { data } = await server.graphql('query ($id: ID!) { jobDefinition(jobId: $id) }', { id: job?.id })
    const definition = data?.jobDefinition as unknown as object
    const update = doing(server, UPDATE)
    expect(await update({ jobId: job?.id, definition })).toMatchObject({ __typename: 'Job' })
    const other = { ...definition, exceptions: [{ path: '/a.csv' }] }
    expect(await update({ jobId: job?.id, definition: other })).toMatchObject({ code: 'JOB_INVALID' })
    server.clock.advance(1)
    if (job !== undefined) await server.control.jobs.save(job.definition)
    const late = { jobId: job?.id, definition, updatedAt: job?.updatedAt }
    expect(await update(late)).toMatchObject({ __typename: 'IllegalStateProblem', code: 'JOB_CHANGED' })
    expect(await update({ jobId: 'job_none', definition })).toMatchObject({ __typename: 'NotFoundProblem' })
  })

  it('goes with its finished runs and their folders, and not while one is under way', async () => {
    const server = await startServer({ rows: generateRows(1) })
    const [job] = (await server.control.jobs.page({ limit: 1 })).rows
    const remove = doing(server, DELETE)
    expect(await remove({ jobId: job?.id })).toMatchObject({ code: 'RUN_IN_PROGRESS' })
    const run = await server.finishedRun()
    const folder = join(server.folder, 'runs', run.id)
    await mkdir(folder, { recursive: true })
    expect(await remove({ jobId: job?.id })).toMatchObject({ __typename: 'DeletedJob', runCount: 1 })
    await server.idle()
    expect(existsSync(folder)).toBe(false)
    expect(existsSync(join(server.folder, 'trash', `${run.id}.intent`))).toBe(false)
    expect(await remove({ jobId: job?.id })).toMatchObject({ __typename: 'NotFoundProblem' })
  })
})
