import { REPORTS, everything, sortsOf } from '@crosswalk/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { matchingRows, sortedRows } from '../warehouse/plainly.js'
import { addRunFolder, generateRows, makeRunFolder } from '../warehouse/run-folder.js'
import { exported, specOf } from './support.js'

const runs = [90, 1, 70].map((count, index) => ({
  id: `run_${'0'.repeat(25)}${index + 1}`,
  job: `job_${'0'.repeat(25)}${(index + 1) % 2}`,
  jobName: ['Sites', 'Assets, "old"', 'Sites'][index] ?? '',
  fingerprint: 'f',
  rows: generateRows(count, index + 1),
}))
const spoken = runs.map(({ id, job, jobName, fingerprint }) => ({ id, job, jobName, fingerprint }))
let made: Awaited<ReturnType<typeof makeRunFolder>>

beforeAll(async () => {
  const [first, ...others] = runs as [(typeof runs)[0], ...typeof runs]
  made = await makeRunFolder(first.rows, first.id, { run: { jobId: first.job } })
  for (const { rows, id, job } of others)
    await addRunFolder(made.runsFolder, rows, id, { run: { jobId: job } })
})
afterAll(() => made.remove())

const ORDERS = REPORTS.flatMap((report) => sortsOf(report).map((sort) => [report, sort] as const))

test.each(ORDERS)(
  '%s of several runs by %s: each row once, with its run and job, as on the screen',
  (report, sort) => {
    const rows = runs.flatMap(({ rows: all, id, job, jobName }) =>
      matchingRows(all, job, everything(report)).map((row) => ({ ...row, id, jobName })),
    )
    const expected = sortedRows(rows, report, sort).map(({ row_id, id, jobName }) => [row_id, id, jobName])
    const usual = report === 'mappings' ? specOf('', {}).columns : []
    const columns = [...new Set([...usual, 'row_id', 'run_id', 'job_name'])]
    const spec = specOf(made.runsFolder, {
      report,
      sort,
      runs: spoken,
      columns,
      format: 'JSONL',
      partRows: 60,
    })
    return exported(spec, ({ manifest, text }) => {
      const lines = text().trimEnd().split('\n')
      const read = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
      expect(read.map((row) => [row['row_id'], row['run_id'], row['job_name']])).toEqual(expected)
      expect(manifest.totalRows).toBe(expected.length)
    })
  },
)
