import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { generateSamples } from '../../tools/samples/generate-samples.js'
import { crosswalk, runJob } from '../support/cli.js'
import { temporaryFolder } from '../support/paths.js'
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

test('the same inputs give the same fingerprint, tables and CSV, with 1 and with 2 threads', async () => {
  const samples = join(temporaryFolder(), 'samples')
  mkdirSync(samples)
  const jobs = await generateSamples(samples)
  const [once, twice] = [temporaryFolder(), temporaryFolder()]
  for (const job of jobs) {
    const first = await runJob(job, once, '--threads', '1')
    const second = await runJob(job, twice, '--threads', '2')
    expect(second.fingerprint).toBe(first.fingerprint)
    const tables = await tableHashes(join(once, 'runs', first.run))
    expect(Object.keys(tables).length).toBeGreaterThan(10)
    expect(await tableHashes(join(twice, 'runs', second.run))).toEqual(tables)
    expect(await reportsOf(second.run, twice)).toEqual(await reportsOf(first.run, once))
  }
})

test('running the same content again repeats the report; it is no top-up', async () => {
  const samples = temporaryFolder()
  const [job = ''] = await generateSamples(samples)
  const data = temporaryFolder()
  const first = await runJob(job, data)
  const again = await runJob(job, data)
  expect(again.run).not.toBe(first.run)
  expect(again.fingerprint).toBe(first.fingerprint)
  expect(await reportsOf(again.run, data)).toEqual(await reportsOf(first.run, data))
})
