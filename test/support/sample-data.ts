import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { generateSamples } from '../../tools/samples/generate-samples.js'
import { spawnServer } from './server.js'
import { until } from './until.js'

/** The sample jobs with their finished runs, made once for all suites over them; who writes works on a copy. */
export interface SampleData {
  /** The job files, in the order they were run. */
  jobs: string[]
  /** A data folder that no process owns. */
  data: string
  /** The administrator's token. */
  token: string
  /** The run of each job file. */
  runs: string[]
}
declare module 'vitest' {
  export interface ProvidedContext {
    sampleData: SampleData
  }
}

const SUITES = ['acceptance', 'api', 'browser']

/** Vitest's global setup. */
export default async ({ provide, vitest }: TestProject): Promise<(() => void) | undefined> => {
  if (!vitest.projects.some(({ name }) => SUITES.includes(name))) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'crosswalk-samples-'))
  const [samples, data] = [join(folder, 'samples'), join(folder, 'data')]
  const jobs = await generateSamples(samples)
  const server = await spawnServer(data, undefined, '--samples', samples)
  await until(() => Promise.resolve(server.said().includes('The sample jobs have run')))
  const { runs } = await server.graphql<{ runs: { edges: { node: { id: string; state: string } }[] } }>(
    '{ runs(first: 50) { edges { node { id state } } } }',
  )
  const newestFirst = runs.edges.map(({ node }) => node)
  if (newestFirst.length !== jobs.length || newestFirst.some(({ state }) => state !== 'FINISHED'))
    throw new Error(`The samples did not all finish: ${JSON.stringify(newestFirst)}`)
  await server.kill('SIGTERM')
  provide('sampleData', { jobs, data, token: server.token, runs: newestFirst.map(({ id }) => id).reverse() })
  return () => rmSync(folder, { recursive: true, force: true })
}
