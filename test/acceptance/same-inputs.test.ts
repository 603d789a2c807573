import { readManifest } from '@crosswalk/server'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { crosswalk, runJob } from '../support/cli.js'
import { temporaryFolder } from '../support/paths.js'
import { SAMPLES, sampleJob, sampleRun, copySamples } from '../support/samples.js'
import { tableHashes } from '../support/table-hash.js'

const reportsOf = async (run: string, data: string): Promise<string[]> => {
  const reports: string[] = []
  for (const name of ['mappings', 'principals']) {
    const { stdout, exitCode } = await crosswalk('report', name, run, '--csv', '--data', data)
    expect(exitCode).toBe(0)
    reports.push(stdout)
  }
  return reports
}

/** A job has as many threads as there are cores, up to four. */
const OTHER_THREADS = availableParallelism() === 1 ? '2' : '1'

test('the same inputs give the same fingerprint, tables and CSV, with 1 and with more threads', async () => {
  const made = join(temporaryFolder(), 'data')
  copySamples(made)
  const data = temporaryFolder()
  for (const name of SAMPLES) {
    const first = sampleRun(name)
    const second = await runJob(sampleJob(name), data, '--threads', OTHER_THREADS)
    const folder = join(made, 'runs', first)
    expect(second.fingerprint).toBe(readManifest(folder).fingerprint)
    const tables = await tableHashes(folder)
    expect(Object.keys(tables).length).toBeGreaterThan(10)
    expect(await tableHashes(join(data, 'runs', second.run))).toEqual(tables)
    expect(await reportsOf(second.run, data)).toEqual(await reportsOf(first, made))
  }
})

test('running the same content again repeats the report; it is no top-up', async () => {
  const data = temporaryFolder()
  const first = await runJob(sampleJob('author'), data)
  const again = await runJob(sampleJob('author'), data)
  expect(again.run).not.toBe(first.run)
  expect(again.fingerprint).toBe(first.fingerprint)
  expect(await reportsOf(again.run, data)).toEqual(await reportsOf(first.run, data))
})
