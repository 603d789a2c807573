import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { inventWorld } from '../../tools/umapi-stand-in/world.js'
import {
  configure,
  DIRECTORY,
  fastStandIn,
  jobIdOf,
  reportOf,
  resumeLive,
  runOf,
  runSkipped,
  saveConfiguration,
  settled,
  sourceEmails,
  startLive,
  testConfiguration,
  type LiveRun,
  umapiInput,
  writeLiveJob,
} from '../support/live.js'
import { temporaryFolder } from '../support/paths.js'
import { startServer, type ServerProcess } from '../support/server.js'
import { until } from '../support/until.js'

/** Every file below a folder. */
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())

/** A secret is in no file below the data folder but the key's own, and in nothing the server said. */
const expectNowhere = (data: string, server: ServerProcess, secret: string, answers: unknown): void => {
  const holding = filesBelow(data).filter(
    (path) => !path.endsWith('secret.key') && readFileSync(path).includes(secret),
  )
  expect(holding).toEqual([])
  expect(JSON.stringify(answers)).not.toContain(secret)
  expect(server.said()).not.toContain(secret)
}

const EXPORTS = [
  ['MAPPINGS', 'CSV'],
  ['OUTCOMES', 'JSONL'],
  ['FINDINGS', 'CSV'],
]
/** Both reports and the findings, as files of text. */
const exportAll = async (server: ServerProcess, runId: string): Promise<void> => {
  for (const [report, format] of EXPORTS) {
    const { startExport } = await server.graphql<{ startExport: { id: string } }>(
      'mutation ($input: StartExportInput!) { startExport(input: $input) { ... on Export { id } } }',
      { input: { report, runId, format } },
    )
    await until(async () => {
      const found = await server.graphql<{ export: { state: string } }>(
        'query ($id: ID!) { export(id: $id) { state } }',
        { id: startExport.id },
      )
      return found.export.state === 'FINISHED'
    })
  }
}

const rowsOf = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)

test('a job runs without its directory, is looked up in it, loses its token, goes on, and keeps every secret', async () => {
  const folder = temporaryFolder()
  const data = join(folder, 'data')
  const standIn = await fastStandIn({ world: inventWorld(120) })
  onTestFinished(() => standIn.close())
  const emails = sourceEmails(100, 20)
  const job = writeLiveJob(join(folder, 'job'), emails)

  const skipped = await runSkipped(job, data)
  const server = await startServer(data)
  const without = await runOf(server, skipped)
  expect(without).toMatchObject({ state: 'FINISHED', mapUsers: false, summary: { directory: null } })
  expect(without.summary?.findings).toContainEqual({ code: 'DIRECTORY_NOT_CONFIGURED', count: 1 })
  expect(await server.graphql('{ missingDirectories }')).toEqual({ missingDirectories: [DIRECTORY] })

  const token = standIn.tokens.issue('planted-token-5f2c91d07e')
  const wrong = umapiInput(standIn, { accessToken: 'planted-wrong-88b1' })
  const said = [await testConfiguration(server, wrong), await saveConfiguration(server, wrong)]
  expect(said).toMatchObject([{ code: 'DIRECTORY_TOKEN_EXPIRED' }, { code: 'DIRECTORY_NOT_TESTED' }])
  const right = umapiInput(standIn, { accessToken: token })
  expect(await testConfiguration(server, right)).toMatchObject({ __typename: 'DirectoryTest' })
  const changed = umapiInput(standIn, { accessToken: token }, { requestsPerMinute: 999_999 })
  expect(await saveConfiguration(server, changed)).toMatchObject({ code: 'DIRECTORY_NOT_TESTED' })
  expect(await saveConfiguration(server, { ...right, secrets: { accessToken: `${token}x` } })).toMatchObject({
    code: 'DIRECTORY_NOT_TESTED',
  })
  const saved = await saveConfiguration(server, right)
  expect(saved).toMatchObject({ __typename: 'Directory' })
  expect(
    await testConfiguration(server, umapiInput(standIn, { accessToken: token }, { orgId: 'nobody' })),
  ).toMatchObject({ code: 'DIRECTORY_INVALID', path: ['input', 'umapi', 'orgId'] })

  const estimate = await server.graphql<{ directoryEstimate: unknown }>(
    'query ($id: ID!) { directoryEstimate(jobId: $id) { configured strategy requests users accounts } }',
    { id: await jobIdOf(server) },
  )
  expect(estimate.directoryEstimate).toMatchObject({
    ...{ configured: true, strategy: 'SINGLE', accounts: 120, requests: 240 },
  })

  standIn.faults.script({ on: 'users', skip: 90, times: 1e9, how: { status: 401 } })
  const id = await startLive(server, await jobIdOf(server))
  const stopped = await settled(server, id)
  expect(stopped).toMatchObject({ state: 'STOPPED', problem: { code: 'DIRECTORY_TOKEN_EXPIRED' } })
  expect(stopped.problem?.message).toMatch(/Enter a new one.*start again/)
  expect(standIn.journal.lookedUp).toHaveLength(90)

  standIn.faults.clear()
  await resumeLive(server, id)
  const finished = await settled(server, id)
  expect(finished).toMatchObject({ state: 'FINISHED' })
  expect(finished.summary?.directory).toMatchObject({
    ...{ strategy: 'SINGLE', lookedUp: 120, found: 100, notFound: 20, failed: 0, answers: 240 },
  })
  expect(finished.summary?.stoppedMilliseconds).toBeGreaterThan(0)
  const { lookedUp } = standIn.journal
  expect(lookedUp).toHaveLength(240)
  expect(new Set(lookedUp).size).toBe(240)

  const rows = rowsOf(await reportOf(data, 'mappings', id))
  const byEmail = new Map(rows.map((row) => [row['source_name'], row]))
  for (const [at, email] of emails.entries()) {
    const row = byEmail.get(email)
    const user = standIn.world.users.filter((one) => one.email.toLowerCase() === email)
    if (user.length === 0) expect(row).toMatchObject({ resolution: 'UNRESOLVED', reason: 'NOT_FOUND' })
    else if (user.length > 1) expect(row).toMatchObject({ reason: 'AMBIGUOUS' })
    else if (user[0]?.status === 'disabled') expect(row).toMatchObject({ reason: 'DISABLED_AT_DESTINATION' })
    else if (user[0]?.id === undefined)
      expect(row, `row ${at}`).toMatchObject({
        resolution: 'EMAIL',
        destination_id: null,
        reason: 'ID_NOT_RETURNED',
      })
    else expect(row).toMatchObject({ resolution: 'EMAIL', destination_id: user[0].id, reason: null })
  }

  const shown = await server.graphql(
    '{ directories { id name secrets latestRun { state } umapi { orgId } jobs { name } } }',
  )
  expect(shown).toMatchObject({
    directories: [{ secrets: ['ACCESS_TOKEN'], latestRun: { state: 'FINISHED' } }],
  })
  const csv = await reportOf(data, 'findings', id)
  await exportAll(server, id)
  for (const secret of [token, 'planted-wrong-88b1', readFileSync(join(data, 'secret.key'), 'utf8').trim()])
    expectNowhere(data, server, secret, [...said, shown, stopped, finished, csv])
  const kept = filesBelow(data).map((path) => path.slice(data.length + 1))
  for (const place of [
    ...[
      /^control\.sqlite$/,
      /^control\.sqlite-wal$/,
      /^runs\/.*\/lookups\.ndjson$/,
      /^runs\/.*\/log\.ndjson$/,
    ],
    ...[/^runs\/.*\/mappings.*\.parquet$/, /^exports\/.*\/part-00001\.(csv|jsonl)/],
  ])
    expect(kept).toContainEqual(expect.stringMatching(place))
  expect(statSync(join(data, 'secret.key')).mode & 0o077).toBe(0)
  expect(existsSync(join(data, 'runs', id, 'lookups.ndjson'))).toBe(true)
})

test('pages and single look-ups map alike; a client secret renews tokens, and a refused address is a finding', async () => {
  const folder = temporaryFolder()
  const data = join(folder, 'data')
  const clientSecret = 'planted-client-secret-77d0'
  const standIn = await fastStandIn({ world: inventWorld(150), clientSecret })
  onTestFinished(() => standIn.close())
  standIn.traits.pageSize = 20
  const job = writeLiveJob(join(folder, 'job'), sourceEmails(11, 4))
  await runSkipped(job, data)
  const server = await startServer(data)
  const directoryId = async (): Promise<string | undefined> =>
    (await server.graphql<{ directories: { id: string }[] }>('{ directories { id } }')).directories[0]?.id
  const runWith = async (secrets: object, strategy: string): Promise<LiveRun> => {
    const input = umapiInput(standIn, { ...secrets }, { strategy })
    await configure(server, { ...input, directoryId: await directoryId() })
    const run = await settled(server, await startLive(server, await jobIdOf(server)))
    expect(run).toMatchObject({ state: 'FINISHED', summary: { directory: { strategy } } })
    return run
  }
  const mapped: unknown[] = []
  for (const strategy of ['PAGES', 'SINGLE']) {
    const { id } = await runWith({ accessToken: standIn.tokens.issue() }, strategy)
    mapped.push(rowsOf(await reportOf(data, 'mappings', id)).map(({ row_id: _, ...row }) => row))
  }
  expect(mapped[1]).toEqual(mapped[0])

  standIn.faults.script(
    { on: 'users', skip: 1, times: 2, how: { status: 400, code: 'error.user.email.invalid' } },
    { on: 'users', skip: 9, times: 1, how: { status: 401 } },
  )
  const renewed = await runWith({ clientSecret }, 'SINGLE')
  expect(renewed.summary?.directory).toMatchObject({ lookedUp: 15, found: 11, notFound: 3, failed: 1 })
  expect(renewed.summary?.findings).toContainEqual({ code: 'LOOKUP_REFUSED', count: 1 })
  expect(rowsOf(await reportOf(data, 'findings', renewed.id))).toContainEqual(
    expect.objectContaining({
      code: 'LOOKUP_REFUSED',
      message: expect.stringContaining('gone0@fjordwood.example') as string,
    }),
  )
  expect(standIn.journal.lines.filter(({ kind }) => kind === 'token').length).toBe(3)
  expectNowhere(data, server, clientSecret, renewed)
})
