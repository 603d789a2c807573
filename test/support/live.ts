import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startStandIn, type StandIn, type StandInOptions } from '../../tools/umapi-stand-in/stand-in.js'
import { crosswalk, runJob } from './cli.js'
import type { ServerProcess } from './server.js'
import { until } from './until.js'

/** A stand-in that never asks to slow down; the caller closes it. */
export const fastStandIn = async (options: StandInOptions = {}): Promise<StandIn> => {
  const standIn = await startStandIn(options)
  const each = { client: 1e9, application: 1e9 }
  standIn.limits.limits = { users: each, groups: each, action: each }
  return standIn
}

export const DIRECTORY = 'fjordwood-ims'
/** Addresses of the source: the first `known` are the organisation's, the rest nobody's. */
export const sourceEmails = (known: number, unknown: number): string[] => [
  ...Array.from({ length: known }, (_, at) => `user${String(at).padStart(5, '0')}@fjordwood.example`),
  ...Array.from({ length: unknown }, (_, at) => `gone${at}@fjordwood.example`),
]

/** Writes a job whose identities are looked up in the live directory; gives the job file. */
export const writeLiveJob = (folder: string, emails: readonly string[], name = 'live'): string => {
  mkdirSync(folder, { recursive: true })
  const rows = emails.map((email, at) => `s-${at},${email},User ${at}`)
  writeFileSync(join(folder, 'source.csv'), `id,email,display name\n${rows.join('\n')}\n`)
  writeFileSync(
    join(folder, 'job.yaml'),
    `version: 1\nname: ${name}\nsource: { platform: aem, instance: author, inputs: [ { format: directory-csv, path: source.csv } ] }\n` +
      `destination: { platform: ims, directory: ${DIRECTORY} }\nselection: { ruleset: every-principal }\n`,
  )
  return join(folder, 'job.yaml')
}

export interface LiveInput {
  directoryId?: string
  name: string
  umapi: Record<string, unknown>
  secrets: Record<string, unknown>
}

export const umapiInput = (
  standIn: Pick<StandIn, 'orgId' | 'clientId' | 'apiUrl' | 'tokenUrl'>,
  secrets: Record<string, unknown>,
  more = {},
): LiveInput => ({
  name: DIRECTORY,
  umapi: {
    ...{
      orgId: standIn.orgId,
      clientId: standIn.clientId,
      apiUrl: standIn.apiUrl,
      tokenUrl: standIn.tokenUrl,
    },
    ...{ requestsPerMinute: 1_000_000, strategy: 'SINGLE', ...more },
  },
  secrets,
})

const RESULT = '{ __typename ... on Problem { code message path } '
export type Refusable = { __typename: string; code?: string; message?: string; id?: string }

export const testConfiguration = async (server: ServerProcess, input: LiveInput): Promise<Refusable> =>
  (
    await server.graphql<{ testDirectory: Refusable }>(
      `mutation ($input: DirectoryInput!) { testDirectory(input: $input) ${RESULT} ... on DirectoryTest { users } } }`,
      { input },
    )
  ).testDirectory

export const saveConfiguration = async (server: ServerProcess, input: LiveInput): Promise<Refusable> =>
  (
    await server.graphql<{ saveDirectory: Refusable }>(
      `mutation ($input: DirectoryInput!) { saveDirectory(input: $input) ${RESULT} ... on Directory { id } } }`,
      { input },
    )
  ).saveDirectory

/** Tests and saves; gives the configuration's id. */
export const configure = async (server: ServerProcess, input: LiveInput): Promise<string> => {
  const tested = await testConfiguration(server, input)
  if (tested.__typename !== 'DirectoryTest') throw new Error(tested.message)
  return (await saveConfiguration(server, input)).id ?? ''
}

export interface LiveRun {
  id: string
  state: string
  problem: { code: string; message: string } | null
  fingerprint: string | null
  mapUsers: boolean
  summary: {
    directory: Record<string, number | string> | null
    stoppedMilliseconds: number
    resolutions: { resolution: string; count: number }[]
    findings: { code: string; count: number }[]
  } | null
}
const RUN = `id state fingerprint mapUsers problem { code message } summary { stoppedMilliseconds
  directory { strategy lookedUp found notFound failed listed withoutId answers }
  resolutions { resolution count } findings { code count } }`

export const runOf = async (server: ServerProcess, id: string): Promise<LiveRun> =>
  (await server.graphql<{ run: LiveRun }>(`query ($id: ID!) { run(id: $id) { ${RUN} } }`, { id })).run

export const startLive = async (server: ServerProcess, jobId: string): Promise<string> =>
  (
    await server.graphql<{ startRun: { id: string } }>(
      `mutation ($jobId: ID!) { startRun(input: { jobId: $jobId, mapUsers: true }) { ... on Run { id } } }`,
      { jobId },
    )
  ).startRun.id

export const resumeLive = (server: ServerProcess, runId: string): Promise<unknown> =>
  server.graphql('mutation ($runId: ID!) { resumeRun(input: { runId: $runId }) { __typename } }', { runId })

export const settled = (server: ServerProcess, id: string): Promise<LiveRun> =>
  until(async () => {
    const run = await runOf(server, id)
    return !['QUEUED', 'RUNNING', 'STOPPING'].includes(run.state) && run
  })

/** Makes the job known by running it without its directory: its mapping is skipped. Gives the finished run's id. */
export const runSkipped = async (job: string, data: string): Promise<string> => (await runJob(job, data)).run

export const jobIdOf = async (server: ServerProcess): Promise<string> => {
  const { jobs } = await server.graphql<{ jobs: { edges: { node: { id: string } }[] } }>(
    '{ jobs(first: 1) { edges { node { id } } } }',
  )
  return jobs.edges[0]?.node.id ?? ''
}

export const reportOf = async (data: string, report: string, run: string): Promise<string> => {
  const { stdout, exitCode, stderr } = await crosswalk('report', report, run, '--json', '--data', data)
  if (exitCode !== 0) throw new Error(stderr)
  return stdout
}
