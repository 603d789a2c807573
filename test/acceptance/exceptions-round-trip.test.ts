import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { crosswalk, runJob } from '../support/cli.js'
import { temporaryFolder } from '../support/paths.js'
import { sampleJob } from '../support/samples.js'

type Row = Record<string, string>
interface Summary {
  applied: boolean
  faults: number
  counts: Record<string, number>
}

const JOB = 'fjordwood-share'
const read = (text: string): Row[] => parse(text, { columns: true, bom: true })

const made = mkdtempSync(join(tmpdir(), 'crosswalk-round-trip-'))
const job = join(made, 'share/job.yaml')
let first: Awaited<ReturnType<typeof runJob>>

/** A run of the share sample, with identities on both sides that a spreadsheet would take for formulas. */
beforeAll(async () => {
  cpSync(dirname(sampleJob('share')), dirname(job), { recursive: true })
  appendFileSync(join(job, '../groups.csv'), `group;=7007;Photography;"'Foto'";\r\n`)
  appendFileSync(join(job, '../directory.csv'), `group,@g-20,,+Pictures,Fresh,active\n`)
  first = await runJob(job, join(made, 'data'))
})
afterAll(() => rmSync(made, { recursive: true, force: true }))

/** A folder of its own, with the data folder of that run. */
const afterFirst = (): { folder: string; data: string } => {
  const folder = temporaryFolder()
  const data = join(folder, 'data')
  cpSync(join(made, 'data'), data, { recursive: true })
  return { folder, data }
}

const report = async (data: string, run: string, ...args: string[]): Promise<Row[]> =>
  read((await crosswalk('report', 'mappings', run, '--csv', '--data', data, ...args)).stdout)

const importFile = async (data: string, file: string, ...args: string[]) => {
  const result = await crosswalk(...['import', 'exceptions', JOB, file, '--json', '--data', data, ...args])
  const lines = result.json<Summary & Row>()
  return { exitCode: result.exitCode, summary: lines.at(-1) as Summary, faults: lines.slice(0, -1) as Row[] }
}

/** Destinations with an id of their own that no row lands on. */
const unused = (rows: readonly Row[]): ((type: string | undefined) => Row) => {
  const directory = read(readFileSync(join(job, '../directory.csv'), 'utf8'))
  const taken = new Set(rows.map((row) => row['destination_id']))
  const free = directory.filter(
    ({ id, status }, _at, all) =>
      id !== '' &&
      status === 'active' &&
      !taken.has(id) &&
      all.filter((other) => other['id'] === id).length === 1,
  )
  return (type) => {
    const at = free.findIndex((entry) => entry['type'] === type)
    const [found] = at < 0 ? [] : free.splice(at, 1)
    if (found === undefined) throw new Error(`The sample has too few unused destinations (${type}).`)
    return found
  }
}

describe.each([
  ['an export', []],
  ['a spreadsheet-safe export', ['--safe']],
])('%s of the unresolved rows, filled in and imported', (_name, flags) => {
  test('turns exactly those rows into exceptions', async () => {
    const { folder, data } = afterFirst()
    const before = await report(data, first.run)
    const pick = unused(before)

    const exported = await report(data, first.run, '--filter', 'resolution.in.UNRESOLVED', ...flags)
    expect(exported.length).toBeGreaterThan(20)
    const isSafe = flags.length > 0
    expect(exported.some((row) => row['source_id'] === (isSafe ? "'=7007" : '=7007'))).toBe(true)
    const filled = exported.filter(({ message }) => !message?.includes('excluded'))
    for (const row of filled) {
      if (row['source_id']?.endsWith('=7007')) row['destination_id'] = isSafe ? "'@g-20" : '@g-20'
      else row['destination_id'] = pick(row['type'])['id'] ?? ''
    }
    const file = join(folder, 'filled.csv')
    writeFileSync(file, stringify(exported, { header: true }))

    const dry = await importFile(data, file)
    expect(dry).toMatchObject({ exitCode: 0, faults: [] })
    expect(dry.summary).toMatchObject({
      applied: false,
      counts: { added: filled.length, unfilled: exported.length - filled.length, unguarded: isSafe ? 1 : 0 },
    })
    expect((await runJob(job, data)).fingerprint).toBe(first.fingerprint)

    expect(await importFile(data, file, '--apply')).toMatchObject({ exitCode: 0, summary: { applied: true } })
    const second = await runJob(job, data)
    expect(second.fingerprint).not.toBe(first.fingerprint)
    const after = await report(data, second.run)
    const ids = new Set(filled.map((row) => row['source_id']?.replace(/^'/, '')))
    expect(after.length).toBe(before.length)
    let turned = 0
    for (const [at, row] of after.entries()) {
      const was = before[at]
      const isFilled = was?.['resolution'] === 'unresolved' && ids.has(was['source_id'])
      if (!isFilled) expect(row).toEqual(was)
      else {
        turned++
        expect(row).toMatchObject({ source_id: was['source_id'], resolution: 'exception', message: '' })
      }
    }
    expect(turned).toBe(filled.length)
    expect(after.find((row) => row['source_id'] === '=7007')?.['destination_id']).toBe('@g-20')
    const chosen = filled.find((row) => row['type'] === 'account')
    expect(after.find((row) => row['source_id'] === chosen?.['source_id'])).toMatchObject({
      destination_id: chosen?.['destination_id'],
    })

    const again = await importFile(data, file)
    expect(again.summary.counts).toMatchObject({ added: 0, changed: 0, removed: 0, total: filled.length })
    const whole = join(folder, 'whole.csv')
    writeFileSync(whole, stringify(await report(data, second.run, ...flags), { header: true }))
    for (const mode of ['merge', 'replace']) {
      const { summary } = await importFile(data, whole, '--mode', mode)
      expect(summary.counts).toMatchObject({ added: 0, changed: 0, removed: 0, total: filled.length })
    }
  })
})

test('a file with an error is not imported; its lines come back with what is wrong', async () => {
  const { folder, data } = afterFirst()
  const file = join(folder, 'wrong.csv')
  const errors = join(folder, 'errors.csv')
  writeFileSync(
    file,
    'destination_id,note,type,source_id\narchive,=SUM(A1),group,1008\narchive,a,account,2002\nentra-torn,b,account,2002\n',
  )
  const refused = await importFile(data, file, '--apply', '--errors', errors)
  expect(refused).toMatchObject({ exitCode: 2, summary: { applied: false } })
  expect(read(readFileSync(errors, 'utf8'))).toEqual([
    {
      ...{ destination_id: 'archive', note: "'=SUM(A1)", type: 'group', source_id: '1008', line: '2' },
      ...{ severity: 'WARNING', code: 'EXCEPTION_TARGET_UNKNOWN', message: expect.any(String) as string },
    },
    expect.objectContaining({
      line: '3',
      severity: 'ERROR',
      code: expect.stringContaining('EXCEPTION_CONFLICT') as string,
    }),
    expect.objectContaining({
      line: '4',
      severity: 'ERROR',
      code: expect.stringContaining('EXCEPTION_CONFLICT') as string,
    }),
  ])
  writeFileSync(file, 'source_id,destination_id\n2002,entra-torn\n')
  expect(await importFile(data, file)).toMatchObject({ summary: { counts: { added: 1, total: 1 } } })
  expect(await crosswalk('import', 'exceptions', 'no such job', file, '--data', data)).toMatchObject({
    exitCode: 2,
  })
  expect(await crosswalk('import', 'people', JOB, file, '--data', data)).toMatchObject({ exitCode: 2 })
})
