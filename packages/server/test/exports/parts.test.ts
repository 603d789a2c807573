import { sortsOf } from '@crosswalk/core'
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ExportSpec } from '../../src/exports/spec.js'
import { filterOf } from '../../src/warehouse/filter-input.js'
import { makeLargeRun } from '../warehouse/large-run.js'
import { exported, specOf } from './support.js'
import type { Exported } from './support.js'

const full = process.env['CROSSWALK_TEST'] === 'full'
const ROWS = full ? 2_000_000 : 60_000
let made: Awaited<ReturnType<typeof makeLargeRun>>

beforeAll(async () => {
  made = await makeLargeRun(ROWS)
})
afterAll(() => made.remove())

const domains = Array.from({ length: 30 }, (_, index) => `dep${index * 7}.example.com`)
const clauses = (...list: Parameters<typeof filterOf>[1]) => filterOf('mappings', list).clauses

const CASES: readonly [string, Partial<ExportSpec>][] = [
  ['every row', {}],
  ['a filter of 30 values', { clauses: clauses({ field: 'DOMAIN', op: 'IN', values: domains }) }],
  ['a text search', { clauses: clauses({ field: 'TEXT', op: 'CONTAINS', values: ['USER7', 'y12'] }) }],
  ...sortsOf('mappings').map((sort): [string, Partial<ExportSpec>] => [
    `sorted by ${sort}, with a filter of 30 values`,
    { sort, clauses: clauses({ field: 'DOMAIN', op: 'IN', values: domains }) },
  ]),
]

const sha = ({ parts }: Exported): string => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}
const body = (part: Buffer): Buffer => part.subarray(part.indexOf(0x0a) + 1)

test.each(CASES)(
  '%s: parts without headers are the single file, at 1, 2 and 4 threads',
  async (_, change) => {
    const spec = (more: Partial<ExportSpec>) => specOf(made.runsFolder, { ...change, ...more })
    const single = await exported(spec({ partRows: 1e9, threads: 1 }), (done) => {
      expect(done.parts).toHaveLength(1)
      return done
    })
    const { totalRows } = single.manifest
    expect(totalRows).toBeGreaterThan(1000)
    const partRows = Math.ceil(totalRows / 3.5)
    const hashes = new Set<string>()
    for (const threads of [1, 2, 4])
      await exported(spec({ partRows, threads }), (done) => {
        expect(done.manifest.parts.map(({ rows }) => rows)).toEqual([
          ...[partRows, partRows, partRows],
          totalRows - 3 * partRows,
        ])
        const header = done.parts[0]?.subarray(0, done.parts[0].indexOf(0x0a) + 1) ?? Buffer.of()
        for (const part of done.parts) expect(part.subarray(0, header.length).equals(header)).toBe(true)
        const joined = Buffer.concat([header, ...done.parts.map(body)])
        expect(joined.equals(single.parts[0] ?? Buffer.of())).toBe(true)
        hashes.add(sha(done))
      })
    expect(hashes.size).toBe(1)
  },
)

const FORMATS = (['CSV', 'SAFE_CSV', 'JSONL', 'PARQUET', 'XLSX'] as const).flatMap((format) =>
  (['NONE', 'GZIP', 'ZSTD'] as const).map((compression) => [format, compression] as const),
)

test.each(FORMATS)(
  '%s with compression %s: the same bytes at any number of threads',
  async (format, compression) => {
    const hashes = new Set<string>()
    for (const threads of full || compression === 'NONE' ? [1, 2, 4] : [1, 4])
      await exported(
        specOf(made.runsFolder, {
          ...{ format, compression, threads, partRows: 4_000 },
          clauses: clauses({ field: 'DOMAIN', op: 'IN', values: domains }),
        }),
        (done) => {
          expect(done.manifest.totalRows).toBeGreaterThan(4_000)
          hashes.add(sha(done))
        },
      )
    expect(hashes.size).toBe(1)
  },
)
