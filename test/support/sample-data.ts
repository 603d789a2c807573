import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { generateSamples } from '../../tools/samples/generate-samples.js'
import { spawnServer } from './server.js'
import { until } from './until.js'

/** The sample jobs with their finished runs, made once for all browser tests; each file works on a copy. */
export interface SampleData {
  /** A data folder that no process owns. */
  data: string
  /** The administrator's token. */
  token: string
  /** The first run of the sample author job. */
  run: string
}
declare module 'vitest' {
  export interface ProvidedContext {
    sampleData: SampleData
  }
}

/** Vitest's global setup of the browser project. */
export default async ({ provide }: TestProject): Promise<() => void> => {
  const folder = mkdtempSync(join(tmpdir(), 'crosswalk-samples-'))
  const [samples, data] = [join(folder, 'samples'), join(folder, 'data')]
  await generateSamples(samples)
  const server = await spawnServer(data, undefined, '--samples', samples)
  await until(() => Promise.resolve(server.said().includes('The sample jobs have run')))
  const { runs } = await server.graphql<{
    runs: { edges: { node: { id: string; number: number; job: { name: string } } }[] }
  }>('{ runs(first: 50) { edges { node { id number job { name } } } } }')
  const run =
    runs.edges.find(({ node }) => node.number === 1 && node.job.name === 'fjordwood-sites')?.node.id ?? ''
  await server.kill('SIGTERM')
  provide('sampleData', { data, token: server.token, run })
  return () => rmSync(folder, { recursive: true, force: true })
}
