import { EXPORT_REPORTS, exportColumns, filteredReport, findingMessage, sortsOf } from '@crosswalk/core'
import type { ExportReport, Filter } from '@crosswalk/core'
import fc from 'fast-check'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWarehouse } from '../../src/warehouse/warehouse.js'
import type { Warehouse } from '../../src/warehouse/warehouse.js'
import { filters } from '../warehouse/arbitrary.js'
import { generateRows, makeRunFolder, RUN_ID } from '../warehouse/run-folder.js'
import { plansOf, SCAN, UNORDERED } from './plans.js'
import { exported, specOf } from './support.js'

const full = process.env['CROSSWALK_TEST'] === 'full'
const rows = generateRows(3000, 5)
let made: Awaited<ReturnType<typeof makeRunFolder>>
let warehouse: Warehouse
let scratch = ''

beforeAll(async () => {
  made = await makeRunFolder(rows)
  warehouse = await createWarehouse({ runsFolder: made.runsFolder, threads: 2, memoryLimit: '256MB' })
  scratch = await mkdtemp(join(tmpdir(), 'crosswalk-explain-'))
})
afterAll(async () => {
  warehouse.close()
  await made.remove()
  await rm(scratch, { recursive: true, force: true })
})

const stored = EXPORT_REPORTS.filter((report) => filteredReport(report) in rows && report !== 'item_grants')

test.each(stored)('%s: every column it offers can be exported, row for row', (report) =>
  exported(
    specOf(made.runsFolder, { report, columns: exportColumns(report), format: 'JSONL', partRows: 1700 }),
    ({ manifest, text }) => {
      const lines = text().trimEnd().split('\n')
      expect(lines).toHaveLength(rows[report as keyof typeof rows].length)
      expect(manifest.totalRows).toBe(lines.length)
      lines.forEach((line, row_id) => {
        const read = JSON.parse(line) as Record<string, unknown>
        expect(Object.keys(read)).toEqual(exportColumns(report))
        expect(read).toMatchObject({ row_id, run_id: RUN_ID })
      })
    },
  ),
)

test('the message of a finding is the sentence that people read', () =>
  exported(specOf(made.runsFolder, { report: 'findings', format: 'JSONL' }), ({ text }) => {
    const read = text()
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { message: string }).message)
    expect(read).toEqual(
      rows.findings.map(({ code, args }) =>
        findingMessage(code as never, JSON.parse(String(args)) as Record<string, string>),
      ),
    )
  }))

test('filter on screen = rows in the file = total of the manifest', () =>
  fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...stored).chain((report) => filters(filteredReport(report))),
      async (filter: Filter) => {
        const { total } = await warehouse.count(RUN_ID, filter)
        const change = { report: filter.report as ExportReport, clauses: filter.clauses, partRows: 1000 }
        await exported(specOf(made.runsFolder, { ...change, format: 'JSONL' }), ({ manifest, text }) => {
          expect(text().split('\n')).toHaveLength(total + 1)
          expect(manifest.totalRows).toBe(total)
          expect(manifest.parts.reduce((sum, part) => sum + part.rows, 0)).toBe(total)
        })
      },
    ),
    { numRuns: full ? 300 : 25, verbose: true },
  ))

const STATEMENTS = stored.flatMap((report) =>
  sortsOf(filteredReport(report)).map((sort) => [report, sort] as const),
)

test.each(STATEMENTS)('%s by %s is scan, filter and projection only', async (report, sort) => {
  const spec = specOf(made.runsFolder, { report, sort, columns: exportColumns(report), threads: 4 })
  for (const plan of await plansOf(spec, scratch, 700)) {
    expect(plan).toMatch(SCAN)
    expect(plan).not.toMatch(UNORDERED)
  }
})
