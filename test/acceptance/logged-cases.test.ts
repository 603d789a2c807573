import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { crosswalk } from '../support/cli.js'
import { temporaryFolder } from '../support/paths.js'
import { copySamples, sampleRun } from '../support/samples.js'

interface LogLine {
  seq: number
  code: string
  args: { principal?: string }
}
interface Row {
  id?: string
  source_id?: string
  flags: string[]
  reason: string | null
}

test('"The following specific cases are logged": each principal of the case, and no other', async () => {
  const data = join(temporaryFolder(), 'data')
  copySamples(data)
  const run = sampleRun('author')
  const log = readFileSync(join(data, 'runs', run, 'log.ndjson'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as LogLine)
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, place) => place + 1))
  const logged = (code: string): (string | undefined)[] =>
    log.filter((line) => line.code === code).map(({ args }) => args.principal)
  const mappings = (await crosswalk('report', 'mappings', run, '--json', '--data', data)).json<Row>()
  const outcomes = (await crosswalk('report', 'principals', run, '--json', '--data', data)).json<Row>()
  const mapped = (flag: string): (string | undefined)[] =>
    mappings.filter(({ flags }) => flags.includes(flag)).map((row) => row.source_id)
  expect(logged('CASE_NO_EMAIL')).toEqual(mapped('NO_EMAIL'))
  expect(logged('CASE_DISABLED')).toEqual(mapped('DISABLED'))
  expect(logged('CASE_DUPLICATE_EMAIL')).toEqual(mapped('DUPLICATE_EMAIL'))
  expect(logged('CASE_UNIQUE_CONFLICT')).toEqual(
    outcomes.filter(({ reason }) => reason === 'UNIQUE_CONFLICT').map(({ id }) => id),
  )
  expect(logged('CASE_NOT_MAPPED')).toEqual(
    outcomes.filter(({ flags }) => flags.includes('WILL_DUPLICATE_PROFILE')).map(({ id }) => id),
  )
  for (const code of ['NO_EMAIL', 'DISABLED', 'DUPLICATE_EMAIL', 'UNIQUE_CONFLICT', 'NOT_MAPPED'])
    expect(logged(`CASE_${code}`).length, code).toBeGreaterThan(0)
})
