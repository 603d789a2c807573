import { encodeRowId, exportColumns, planFromJob } from '@crosswalk/core'
import type { AffectedMode, ExportReport } from '@crosswalk/core'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadJob } from '../../src/inputs/job/load-job.js'
import { executeRun } from '../../src/pipeline/run.js'
import { RunLog } from '../../src/pipeline/run-log.js'
import { WorkFolder } from '../../src/pipeline/work-folder.js'
import { RUN_ID } from '../warehouse/run-folder.js'
import { plansOf, SCAN, UNORDERED } from './plans.js'
import { exported, specOf } from './support.js'

const folder = mkdtempSync(join(tmpdir(), 'crosswalk-staged-'))
const runsFolder = join(folder, 'runs')
const ITEMS = 200
const NOTHING = (): void => undefined

const DIRECTORY = `id,username,display name,type
ann,ann,Ann,account
bob,bob,Bob,account
writers,writers,Writers,group
`
/** Ann has every second item, Bob every fifth, the writers the rest. */
const grants = (at: number): string[] => [
  ...(at % 2 === 0 ? ['ann'] : []),
  ...(at % 5 === 0 ? ['bob'] : []),
  ...(at % 2 === 1 && at % 5 > 0 ? ['writers'] : []),
]
const pathOf = (at: number): string => `/content/${String(at).padStart(4, '0')}`

const run = async (): Promise<void> => {
  const lines = Array.from({ length: ITEMS }, (_, at) =>
    grants(at).map((name) => `${name},${pathOf(at)},ACL,allow,jcr:read\n`),
  )
  writeFileSync(join(folder, 'people.csv'), DIRECTORY)
  writeFileSync(join(folder, 'grants.csv'), `principal,path,policy,access,rights\n${lines.flat().join('')}`)
  const side = '{ platform: files, inputs: [{ format: directory-csv, path: people.csv }] }'
  writeFileSync(
    join(folder, 'job.yaml'),
    `version: 1\nname: staged\nsource: ${side}\ndestination: ${side}\n` +
      'permissions: { inputs: [{ format: permissions-csv, path: grants.csv }] }\n',
  )
  const job = await loadJob(join(folder, 'job.yaml'))
  mkdirSync(runsFolder)
  const work = new WorkFolder(join(folder, 'work', RUN_ID))
  const log = new RunLog(work.file('log.ndjson'), () => new Date(), NOTHING)
  const spec = {
    ...{ runId: RUN_ID, number: 1, jobId: 'job_0', job, exceptions: [], earlier: [] },
    ...{ plan: planFromJob(job.mapping, null), wipe: false, memory: '256MB', threads: 2 },
    publishTo: join(runsFolder, RUN_ID),
    directories: { source: null, destination: null, missing: false },
  }
  const events = { phase: NOTHING, progress: NOTHING, checkpoint: NOTHING }
  try {
    await executeRun(spec, work, log, new AbortController().signal, events)
  } finally {
    log.close()
  }
}

beforeAll(run)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Ann is the first account of the directory. */
const CASES: [ExportReport, AffectedMode | null][] = [
  ['item_grants', null],
  ['item_grants', 'DIRECT'],
  ['items', 'DIRECT'],
  ['items', 'EFFECTIVE'],
]
describe.each(CASES)('%s that %s grants select, from a file staged for it', (report, mode) => {
  const affectedBy = mode === null ? undefined : { id: encodeRowId('outcomes', RUN_ID, 0), mode }
  const wanted = Array.from({ length: ITEMS }, (_, at) => at).flatMap((at) =>
    grants(at).flatMap((name) => (mode === null || name === 'ann' ? [pathOf(at)] : [])),
  )
  const spec = () =>
    specOf(runsFolder, {
      ...{ report, columns: exportColumns(report), threads: 4, partRows: 30 },
      ...(affectedBy ? { affectedBy } : {}),
    })

  test('is scan, filter and projection only', async () => {
    const plans = await plansOf(spec(), mkdtempSync(join(folder, 'scratch-')), 30)
    expect(plans).toHaveLength(4)
    for (const plan of plans) {
      expect(plan).toMatch(SCAN)
      expect(plan).not.toMatch(UNORDERED)
    }
  })

  test('has each row once, in order, at any part size', () =>
    exported({ ...spec(), format: 'JSONL' }, ({ manifest, text }) => {
      const read = text()
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { path: string }).path)
      expect(read).toEqual(wanted)
      expect(manifest.totalRows).toBe(wanted.length)
      expect(manifest.parts).toHaveLength(Math.ceil(wanted.length / 30))
    }))
})
