import { readManifest } from '@crosswalk/server'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { crosswalk, runJob } from '../support/cli.js'
import { temporaryFolder } from '../support/paths.js'
import { copySamples, sampleJob, sampleRun, type SampleName } from '../support/samples.js'
import { tableHashes } from '../support/table-hash.js'

const SAMPLES: readonly SampleName[] = ['author', 'author-top-up', 'publish', 'share', 'intranet']

const reportsOf = async (run: string, data: string): Promise<string[]> => {
  const reports: string[] = []
  for (const name of ['mappings', 'principals']) {
    const { stdout, exitCode } = await crosswalk('report', name, run, '--csv', '--data', data)
    expect(exitCode).toBe(0)
    reports.push(stdout)
  }
  return reports
}

test('the same inputs give the same fingerprint, tables and CSV, with 1 and with more threads', async () => {
  const made = join(temporaryFolder(), 'data')
  copySamples(made)
  const data = temporaryFolder()
  for (const name of SAMPLES) {
    const first = sampleRun(name)
    const second = await runJob(sampleJob(name), data, '--threads', '1')
    const folder = join(made, 'runs', first)
    expect(second.fingerprint).toBe(readManifest(folder).fingerprint)
    const tables = await tableHashes(folder)
    expect(Object.keys(tables).length).toBeGreaterThan(10)
    expect(await tableHashes(join(data, 'runs', second.run))).toEqual(tables)
    if (name === 'author-top-up')
      expect(await reportsOf(second.run, data)).toEqual(await reportsOf(first, made))
  }
})

test('running the same content again repeats the report; it is no top-up', async () => {
  const data = join(temporaryFolder(), 'data')
  copySamples(data)
  const first = sampleRun('publish')
  const again = await runJob(sampleJob('publish'), data)
  expect(again.run).not.toBe(first)
  expect(again.fingerprint).toBe(readManifest(join(data, 'runs', first)).fingerprint)
  expect(await reportsOf(again.run, data)).toEqual(await reportsOf(first, data))
})
