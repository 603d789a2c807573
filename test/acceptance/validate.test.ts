import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { crosswalk } from '../support/cli.js'

const data = mkdtempSync(join(tmpdir(), 'crosswalk-validate-test-'))

/** A run of three people and two groups, and its own report as CSV. */
const prepared = async () => {
  const write = (name: string, text: string): string => {
    writeFileSync(join(data, name), text)
    return join(data, name)
  }
  write(
    'people.csv',
    'id,email,name,type,groups\n1,ann@a.example,Ann,account,\n2,bob@a.example,Bob,account,Team\n=3,cat@a.example,Cat,account,\n',
  )
  write('p.csv', 'principal,path\n1,/x\nTeam,/y\nghost,/y\n')
  const job = write(
    'job.yaml',
    'version: 1\nname: v\nsource: { platform: box, inputs: [ { format: directory-csv, path: people.csv } ] }\npermissions: { inputs: [ { format: permissions-csv, path: p.csv } ] }\n',
  )
  expect((await crosswalk('run', job, '--data', data)).exitCode).toBe(0)
  const own = async (...more: string[]) =>
    (await crosswalk('report', 'principals', 'latest', '--csv', ...more, '--data', data)).stdout
  const validate = (name: string, ...more: string[]) =>
    crosswalk('validate', join(data, name), 'latest', '--json', '--data', data, ...more)
  return { write, own, validate }
}

let run: Awaited<ReturnType<typeof prepared>>
beforeAll(async () => void (run = await prepared()))
afterAll(() => rmSync(data, { recursive: true, force: true }))

it("a run's own report agrees with it, spreadsheet-safe too; each change of it is told as what it is", async () => {
  const { write, own, validate } = run
  const [report, safe] = await Promise.all([own(), own('--safe')])
  write('own.csv', report)
  write('safe.csv', safe)
  for (const same of await Promise.all([validate('own.csv'), validate('safe.csv')]))
    expect(same).toMatchObject({ exitCode: 0 })

  const lines = report.trimEnd().split('\n')
  const [header = '', ann = '', bob = '', cat = ''] = lines
  write(
    'other.csv',
    [
      header,
      ann.replace('MIGRATED', 'NOT_MIGRATED'),
      bob.replace('DESCENDANT', 'ANCESTOR'),
      ...lines.slice(4),
      cat.replaceAll('=3', '4'),
      ann,
      '',
    ].join('\n'),
  )
  const result = await validate('other.csv')
  expect(result.exitCode).toBe(1)
  const found = result.json()
  expect(found.slice(0, -1).map((one) => [one['difference'], one['principal'], one['line']])).toEqual([
    ['MISSING', '=3', null],
    ['UNEXPECTED', '1', 7],
    ['UNEXPECTED', '4', 6],
    ['WRONG_OUTCOME', '1', 2],
    ['WRONG_REASON', '2', 3],
  ])
  expect(found.at(-1)).toMatchObject({
    ...{ expected: 5, reported: 6, skippedCount: 0 },
    counts: { MISSING: 1, UNEXPECTED: 2, WRONG_OUTCOME: 1, WRONG_REASON: 1 },
  })
})

it('takes a report of other columns, words and encoding, compares what it has, and refuses what it cannot use', async () => {
  const { write, validate } = run
  const text = 'Principal;Did it go?\r\n1;yes\r\n2;Migrated\r\n=3;not migrated\r\nTeam;YES\r\nghost;no\r\n'
  writeFileSync(write('other.csv', ''), Buffer.from(`\ufeff${text}`, 'utf16le'))
  expect(await validate('other.csv')).toMatchObject({ exitCode: 2 })
  expect(
    await validate('other.csv', '--map', 'Did it go?=outcome', '--map', 'Principal=authorizable_id'),
  ).toMatchObject({
    exitCode: 0,
  })
  expect(await validate('other.csv', '--map', 'Did it go?=fate')).toMatchObject({ exitCode: 2 })
  expect((await validate('none.csv')).stderr).toMatch(/INPUT_MISSING/)
})
