import {
  MAPPING_COLUMNS,
  OUTCOME_COLUMNS,
  csvLine,
  evaluate,
  everything,
  flagNames,
  fold,
  mappingMessage,
  outcomeMessage,
  OutcomeFlag,
  safeText,
} from '@crosswalk/core'
import type { StoredRow } from '@crosswalk/core'
import { parse } from 'csv-parse/sync'
import { lstat, readFile, readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyCsv, csvQuery } from '../../src/warehouse/csv.js'
import { openDuck } from '../../src/warehouse/duck.js'
import { filterOf } from '../../src/warehouse/filter-input.js'
import { Parameters } from '../../src/warehouse/filter-sql.js'
import { RunTables } from '../../src/warehouse/run-tables.js'
import type { OpenRun } from '../../src/warehouse/run-tables.js'
import { RUN_ID, generateRows, makeRunFolder } from './run-folder.js'

const rows = generateRows(5000, 11)
const JOB = 'Müller, "Söhne"'
let made: Awaited<ReturnType<typeof makeRunFolder>>
let run: OpenRun

beforeAll(async () => {
  made = await makeRunFolder(rows)
  run = (await new RunTables(made.runsFolder).pin(RUN_ID)).run
})
afterAll(() => made.remove())

const limits = (threads: number) => ({ threads, memoryLimit: '256MB' })
const out = (name: string) => join(made.data, name)

const mappingCells = (row: StoredRow): (string | number | null)[] =>
  [
    ...[row.kind, JOB, row.source_id, row.source_username, row.source_name, row.source_caption],
    ...[row.destination_id, row.destination_username, row.destination_name, row.destination_caption],
    ...[String(row.resolution).toLowerCase(), mappingMessage(row.reason as never)],
  ].map((cell) => cell ?? null)

const outcomeCells = (row: StoredRow): (string | number | boolean | null)[] =>
  [
    ...[row.kind, row.id, row.principal_name, row.name, row.caption, row.path, row.outcome, row.relation],
    ...[row.reason, outcomeMessage(row.reason as never), row.trigger_path, row.trigger_policy],
    ...[
      row.trigger_principal_name,
      row.trigger_count,
      row.conflict_fields,
      row.conflict_source,
      row.conflict_target,
    ],
    ...[
      row.kind !== null && row.resolution === null ? null : (Number(row.flags) & OutcomeFlag.MAPPED) !== 0,
      flagNames(OutcomeFlag, Number(row.flags)).join() || null,
    ],
    ...[(row.resolution as string | null)?.toLowerCase() ?? null, row.items_direct, row.items_effective],
  ].map((cell) => cell ?? null)

test('the mappings CSV is the 12 columns, cell for cell, with 1, 2 and 4 threads the same bytes', async () => {
  const expected = csvLine(MAPPING_COLUMNS) + rows.mappings.map((row) => csvLine(mappingCells(row))).join('')
  for (const threads of [1, 2, 4]) {
    const request = {
      filter: everything('mappings'),
      jobName: JOB,
      safe: false,
      toPath: out(`${threads}.csv`),
    }
    expect(await copyCsv(run, request, limits(threads))).toBe(rows.mappings.length)
    expect(await readFile(request.toPath, 'utf8')).toBe(expected)
  }
  expect((await readdir(made.data)).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

test('the outcomes CSV, filtered', async () => {
  const filter = filterOf('outcomes', [
    {
      field: 'REASON',
      op: 'NOT_IN',
      values: [
        'EVERYONE',
        'BUILT_IN',
        'SYSTEM_USER',
        'EXCLUDED',
        'UNKNOWN_PRINCIPAL',
        'NOT_REFERENCED',
        'NOT_REMIGRATED',
        'USERS_NOT_MIGRATED',
      ],
    },
    { field: 'TEXT', op: 'CONTAINS', values: ['a', 'e'] },
  ])
  const kept = rows.outcomes.filter((row) => evaluate(filter, row, fold))
  expect(kept.length).toBeGreaterThan(50)
  const texts: string[] = []
  for (const threads of [1, 2, 4]) {
    await copyCsv(run, { filter, jobName: JOB, safe: false, toPath: out('o.csv') }, limits(threads))
    texts.push(await readFile(out('o.csv'), 'utf8'))
  }
  expect(new Set(texts).size).toBe(1)
  expect(texts[0]).toBe(csvLine(OUTCOME_COLUMNS) + kept.map((row) => csvLine(outcomeCells(row))).join(''))
})

test('safe cells, and a reader of RFC 4180 gets every cell back', async () => {
  const request = { filter: everything('mappings'), jobName: '=job', safe: true, toPath: out('s.safe.csv') }
  await copyCsv(run, request, limits(2))
  const read = parse(await readFile(request.toPath, 'utf8'), { record_delimiter: '\r\n' })
  const expected = rows.mappings.map((row) =>
    mappingCells(row).map((cell, at) => (cell === null ? '' : safeText(at === 1 ? '=job' : String(cell)))),
  )
  expect(read).toEqual([[...MAPPING_COLUMNS], ...expected])
})

test('the statement is scan, filter and projection only: no join, no sort, at any size of set', async () => {
  const duck = await openDuck({ threads: 4, memoryLimit: '256MB', disabledOptimizers: ['in_clause'] })
  for (const report of ['mappings', 'outcomes'] as const) {
    const parameters = new Parameters()
    const filter = filterOf(report, [
      { field: 'REASON', op: 'IN', values: ['', 'EXCLUDED'] },
      {
        field: 'RESOLUTION',
        op: 'IN',
        values: ['EMAIL', 'ID', 'NAME', 'USERNAME', 'DEFAULT', 'EXTERNAL', 'PROVISION', 'UNRESOLVED'],
      },
      { field: 'FLAGS', op: 'HAS_FLAG', values: ['NO_EMAIL'] },
    ])
    const query = csvQuery(run, { filter, jobName: JOB, safe: true, toPath: '' }, parameters)
    const plan = await duck.rows<{ explain_value: string }>(
      { name: 'explain' },
      `EXPLAIN ${query}`,
      parameters.values,
    )
    const text = plan.map((row) => row.explain_value).join('\n')
    expect(text).toMatch(/READ_PARQUET/)
    expect(text).not.toMatch(/JOIN|ORDER|TOP_N|AGGREGATE/)
  }
  duck.close()
})

test('a failed copy leaves no file', async () => {
  const request = {
    filter: everything('mappings'),
    jobName: JOB,
    safe: false,
    toPath: out('no/such/folder.csv'),
  }
  await expect(copyCsv(run, request, limits(1))).rejects.toThrow(/copy csv/)
})

test('a link is written through and never replaced', async () => {
  await writeFile(out('real.csv'), 'old')
  await symlink(out('real.csv'), out('link.csv'))
  const request = { filter: everything('mappings'), jobName: JOB, safe: false, toPath: out('link.csv') }
  await copyCsv(run, request, limits(1))
  expect((await lstat(out('link.csv'))).isSymbolicLink()).toBe(true)
  expect((await readFile(out('real.csv'), 'utf8')).startsWith('type,job_name')).toBe(true)
})
