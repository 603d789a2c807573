import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { firstAdminToken, signInLink } from './access/sign-in.js'
import { siteUrl } from './access/site.js'
import { createApplication } from './application.js'
import type { Config } from './config.js'
import type { ControlStore } from './control/control-store.js'
import { openDataFolder } from './control/data-folder.js'
import { openJobs } from './jobs/open-jobs.js'
import { LocalDesk } from './desk/desk.js'
import { exportFeeds as feedsOfExports } from './feeds/export-feeds.js'
import { runFeeds as feedsOfRuns } from './feeds/run-feeds.js'
import { ExplainThread } from './explain/explain-thread.js'
import { openExports } from './exports/open-exports.js'
import { logFault, type Log } from './log.js'
import { logLinesRead } from './metrics.js'
import { Problem } from './problem.js'
import { ValidationService } from './validation/validation-service.js'
import { createWarehouse } from './warehouse/warehouse.js'
import { checkImportApart } from './workers/import-process.js'
import { RunSupervisor } from './workers/run-supervisor.js'
import { validateApart } from './workers/validation-process.js'

/** What to tell whoever started the server. */
export interface Greeting {
  readonly url: string
  /** Good once, for 15 minutes. */
  readonly signInLink: string
  /** The administrator's token; at the first start of a data folder only. */
  readonly adminToken: string | null
}

export interface RunningServer extends Greeting {
  readonly control: ControlStore
  readonly supervisor: RunSupervisor
  /** Answers what was asked, stops the workers, closes the stores, lets go of the folder. */
  readonly close: () => Promise<void>
}

/** Milliseconds that answers under way have to end. */
const DRAIN = 5000
/** Milliseconds that sending a request may take: an upload of the largest file over a slow line. */
const LONGEST_REQUEST = 12 * 60 * 60_000
/** Bytes of run graphs kept in memory for explanations. */
const GRAPH_BUDGET = 1024 ** 3

/**
 * Takes the data folder and serves it until `close`.
 *
 * @throws Problem `DATA_IN_USE`, `PORT_IN_USE`, or one of the stores'.
 */
export async function serve(config: Config, log: Log): Promise<RunningServer> {
  const undo: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const folder = await openDataFolder(config.data)
    undo.push(() => folder.close())
    const { control } = folder
    const { memory: memoryLimit, threads } = config
    const explainer = new ExplainThread(GRAPH_BUDGET)
    const warehouse = await createWarehouse({
      ...{ runsFolder: folder.runs, validationsFolder: folder.validations, threads, memoryLimit, explainer },
      timeoutMs: config.statementSeconds * 1000,
    })
    undo.push(async () => warehouse.close())
    const supervisor = new RunSupervisor({
      ...{ control, dataFolder: config.data },
      fault: (error) => void logFault(log, error),
    })
    undo.push(() => supervisor.close())
    await supervisor.recover()
    const jobs = await openJobs({
      ...{ config, control, uploadFolder: folder.uploads, trash: folder.trash, runs: warehouse.runs },
      fault: (error) => void logFault(log, error),
    })
    undo.push(() => jobs.close())
    const meter = { lines: (count: number) => logLinesRead.inc(count) }
    const runFeeds = feedsOfRuns(control, supervisor, config.data, meter)
    const exporting = await openExports({
      ...{ config, control, warehouse },
      fault: (error) => void logFault(log, error),
    })
    undo.push(() => exporting.close())
    const exportFeeds = feedsOfExports(control, exporting.supervisor, config.data, meter)
    const application = await createApplication({
      config,
      control,
      warehouse,
      supervisor,
      checkImport: checkImportApart,
      uploads: jobs.uploads,
      jobService: jobs.jobService,
      runFeeds,
      desk: new LocalDesk(control, supervisor, runFeeds),
      ownerKey: folder.ownerKey,
      exports: exporting.exports,
      validations: new ValidationService({
        ...{ uploads: control.uploads, uploadFolder: folder.uploads, folder: folder.validations },
        ...{ warehouse, work: validateApart },
      }),
      exportFeeds,
      log,
      runsFolder: folder.runs,
    })
    undo.push(() => application.close())
    const server = createServer(
      { requestTimeout: LONGEST_REQUEST },
      (request, response) => void application.app(request, response),
    )
    const port = await listen(server, config)
    undo.push(
      () => drain(server),
      async () => runFeeds.close(),
      async () => exportFeeds.close(),
    )
    const url = siteUrl(config, port)
    await folder.announce(url, siteUrl({ ...config, publicUrl: null }, port))
    const adminToken = await firstAdminToken(control)
    return { url, signInLink: await signInLink(control, url), adminToken, control, supervisor, close }
  } catch (fault) {
    await close()
    throw fault
  }
}

async function listen(server: Server, { host, port }: Config): Promise<number> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (cause) {
    throw listenProblem(cause, host, port)
  }
  return (server.address() as AddressInfo).port
}

function listenProblem(cause: unknown, host: string, port: number): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'EADDRINUSE')
    return new Problem(
      'PORT_IN_USE',
      `Port ${port} is in use. Stop what uses it, or choose another with CROSSWALK_PORT (0 takes any free one).`,
      {},
      { cause },
    )
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new Problem(
      'CONFIG_INVALID',
      `The server cannot listen on ${host}:${port}. Choose an address of this computer with CROSSWALK_HOST and a port above 1023 with CROSSWALK_PORT.`,
      {},
      { cause },
    )
  return cause
}

async function drain(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  const force = setTimeout(() => server.closeAllConnections(), DRAIN)
  await closed
  clearTimeout(force)
}

/** A terminal's Ctrl-C reaches a child twice, directly and through its launcher: one request, not two. */
const SAME_REQUEST_MS = 1000

/** Settles at the first SIGINT or SIGTERM; a later one ends the process at once. */
export const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    let asked: number | null = null
    const stop = (): void => {
      if (asked !== null && performance.now() - asked > SAME_REQUEST_MS) process.exit(130)
      asked ??= performance.now()
      resolve()
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
  })
