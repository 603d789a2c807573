import { mkdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Writable } from 'node:stream'

import { createApplication, type Application } from '../../src/application.js'
import { readConfig } from '../../src/config.js'
import type { ControlStore } from '../../src/control/control-store.js'
import type { Run } from '../../src/control/entities/run.js'
import type { Role } from '../../src/control/roles.js'
import type { RunSummary } from '@crosswalk/core'
import { RunTrash } from '../../src/control/run-trash.js'
import { LocalDesk } from '../../src/desk/desk.js'
import { exportFeeds } from '../../src/feeds/export-feeds.js'
import { runFeeds } from '../../src/feeds/run-feeds.js'
import { openJobs } from '../../src/jobs/open-jobs.js'
import { ExportService } from '../../src/exports/export-service.js'
import { createLog } from '../../src/log.js'
import { checkImport } from '../../src/pipeline/exceptions/check-import.js'
import type { RunSupervisor } from '../../src/ports.js'
import type { UploadService } from '../../src/uploads/upload-service.js'
import { answerValidation } from '../../src/validation/answer-validation.js'
import { ValidationService } from '../../src/validation/validation-service.js'
import { Watchers } from '../../src/workers/watchers.js'
import { createWarehouse, type Warehouse } from '../../src/warehouse/warehouse.js'
import { definition, testStore, type TestClock } from '../control/store.js'
import { cleanUp, tempFolder } from '../control/temp-folder.js'
import { inlineSupervisor } from '../exports/inline-supervisor.js'
import { makeRunFolder, type Rows } from '../warehouse/run-folder.js'

export const summary: RunSummary = {
  ...{ sourceAccounts: 5_000_000_000, sourceGroups: 1, destinationPrincipals: 2, targetPrincipals: 0 },
  ...{ memberships: 3, items: 4, mappingsUnavailable: null },
  findings: [{ code: 'NO_CONTENT', severity: 'WARNING', count: 1 }],
  resolutions: [{ resolution: 'EMAIL', kind: 'account', count: 2 }],
  outcomes: [{ outcome: 'MIGRATED', reason: null, count: 2 }],
  quality: [{ code: 'MISSING_EMAIL', count: 1 }],
  cases: [{ code: 'NO_EMAIL', count: 1 }],
  notices: [{ code: 'WIPE_ADMINISTRATORS', message: 'Add them again.', count: null }],
  combinations: [{ mapped: true, migrated: false, count: 1 }],
}

/** Keeps the books of a supervisor and runs nothing. */
const bookkeeper = ({ runs }: ControlStore): RunSupervisor => ({
  start: (jobId, { mapUsers, wipe, idempotencyKey }) =>
    runs.create({ jobId, settings: { mapUsers: mapUsers ?? true, wipe: wipe ?? false }, idempotencyKey }),
  resume: (runId) => runs.transition(runId, 'QUEUED'),
  stop: async (runId) =>
    runs.transition(runId, (await runs.get(runId)).state === 'QUEUED' ? 'CANCELLED' : 'STOPPING'),
})

export const OWNER_KEY = 'the-owner-of-the-folder'

export interface Ask {
  method?: string
  token?: string
  cookie?: string
  origin?: string | null
  body?: unknown
  headers?: Record<string, string>
}

export interface GraphqlAnswer {
  status: number
  data: Record<string, never> | null | undefined
  errors?: { message: string; extensions: { code: string; errorId?: string } }[]
}

export interface TestServer {
  url: string
  port: number
  control: ControlStore
  warehouse: Warehouse
  clock: TestClock
  application: Application
  runsFolder: string
  /** The data folder; a fixture's run is in a folder of its own. */
  folder: string
  uploads: UploadService
  /** Settles when nothing is done behind an answer. */
  idle: () => Promise<void>
  /** The service log's lines. */
  log: string[]
  /** Who follows runs; `tell` as the supervisor does. */
  watchers: Watchers
  tokens: Record<Role, string>
  /** A same-origin request unless `origin` says otherwise (null: none). */
  ask: (path: string, how?: Ask) => Promise<Response>
  /** A GraphQL request with the administrator's token, or that of a role. */
  graphql: (query: string, variables?: unknown, role?: Role) => Promise<GraphqlAnswer>
  /** A job with a finished run over the rows given to `startServer`. */
  finishedRun: (change?: Partial<RunSummary>) => Promise<Run>
}

/** Sends a file as the operator. */
export const sendFile = (
  { url, tokens }: TestServer,
  body: Buffer | ReadableStream,
  query: Record<string, string>,
  { headers = {} }: { headers?: Record<string, string> } = {},
): Promise<Response> =>
  fetch(`${url}/v1/uploads?${new URLSearchParams(query).toString()}`, {
    ...{ method: 'POST', body, duplex: 'half' },
    headers: {
      ...{ authorization: `Bearer ${tokens.operator}`, 'content-type': 'application/octet-stream' },
      ...headers,
    },
  })

/** The application on a free port, over a control store and run folders of its own. */
export async function startServer({
  rows,
  environment = {},
  webFolder,
}: { rows?: Rows; environment?: Record<string, string>; webFolder?: string } = {}): Promise<TestServer> {
  const { store: control, clock, folder } = await testStore()
  const watchers = new Watchers()
  const log: string[] = []
  const sink = new Writable({
    write(line, _encoding, done) {
      log.push(String(line))
      done()
    },
  })
  const job = await control.jobs.save(definition('fixture'))
  const created = await control.runs.create({ jobId: job.id, settings: { mapUsers: true, wipe: false } })
  const runsFolder = rows === undefined ? await tempFolder() : await folderOf(rows, created.id, job.id)
  const validationsFolder = join(folder, 'validations')
  const config = readConfig(environment)
  const warehouse = await createWarehouse({
    ...{ runsFolder, validationsFolder, threads: 1, memoryLimit: '256MB' },
    timeoutMs: config.statementSeconds * 1000,
  })
  cleanUp(async () => warehouse.close())
  for (const name of ['uploads', 'trash', 'exports']) await mkdir(join(folder, name))
  const jobs = await openJobs({
    ...{ config, control, uploadFolder: join(folder, 'uploads'), trash: new RunTrash(folder) },
    ...{ runs: warehouse.runs, fault: (error) => log.push(`unexpected error ${String(error)}`) },
  })
  cleanUp(() => jobs.close())
  const meter = { lines: () => undefined }
  const feeds = runFeeds(control, watchers, folder, meter)
  const application = await createApplication({
    ...{ config, control, warehouse, runsFolder, supervisor: bookkeeper(control) },
    exports: new ExportService({
      ...{ control, warehouse, dataFolder: folder, retentionDays: 30 },
      supervisor: inlineSupervisor(control, folder, runsFolder),
    }),
    validations: new ValidationService({
      ...{ uploads: control.uploads, uploadFolder: join(folder, 'uploads'), folder: validationsFolder },
      ...{ warehouse, work: answerValidation },
    }),
    ...{ checkImport, uploads: jobs.uploads, jobService: jobs.jobService },
    exportFeeds: exportFeeds(control, watchers, folder, meter),
    ...{ runFeeds: feeds, desk: new LocalDesk(control, bookkeeper(control), feeds), ownerKey: OWNER_KEY },
    ...{ log: createLog('debug', sink), webFolder: webFolder ?? (await tempFolder()) },
  })
  const server = createServer((request, response) => void application.app(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanUp(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await application.close()
  })
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const tokens = Object.fromEntries(
    await Promise.all(
      (['viewer', 'exporter', 'operator', 'admin'] as const).map(async (role) => [
        role,
        (await control.tokens.create({ name: `the ${role}`, role })).secret,
      ]),
    ),
  ) as Record<Role, string>

  const ask: TestServer['ask'] = (
    path,
    { method = 'GET', token, cookie, origin = url, body, headers } = {},
  ) =>
    fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(origin === null ? {} : { origin }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(cookie === undefined ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })

  return {
    ...{ watchers, uploads: jobs.uploads, idle: () => jobs.close() },
    ...{ url, port, control, warehouse, clock, application, runsFolder, folder, log, tokens, ask },
    async graphql(query, variables, role = 'admin') {
      const answer = await ask('/graphql', {
        method: 'POST',
        token: tokens[role],
        body: { query, variables },
      })
      return { status: answer.status, ...((await answer.json()) as Omit<GraphqlAnswer, 'status'>) }
    },
    async finishedRun(change = {}) {
      await control.runs.transition(created.id, 'RUNNING')
      return control.runs.transition(created.id, 'FINISHED', { summary: { ...summary, ...change } })
    },
  }
}

async function folderOf(rows: Rows, runId: string, jobId: string): Promise<string> {
  const made = await makeRunFolder(rows, runId, { run: { jobId } })
  cleanUp(made.remove)
  return made.runsFolder
}
