import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  REPORTS,
  REPORT_FIELDS,
  answeredByCube,
  canonical,
  decodeFilter,
  encodeFilter,
  evaluate,
  filterHash,
  parseFilter,
  without,
} from '../../src/report/index.js'
import type { Filter, Report } from '../../src/report/index.js'
import { filters } from './arbitrary.js'

const fold = (text: string) => text.toLowerCase()
const parsed = (report: Report, ...clauses: [string, string, string[]][]): Filter => {
  const { filter, faults } = parseFilter(
    report,
    clauses.map(([field, op, values]) => ({ field, op, values })),
  )
  if (!filter) throw new Error(JSON.stringify(faults))
  return filter
}

test('all faults are returned at once, each with its place', () => {
  const { faults } = parseFilter('mappings', [
    { field: 'SIZE', op: 'LIKE', values: ['x'] },
    { field: 'RESOLUTION', op: 'CONTAINS', values: [] },
    { field: 'RESOLUTION', op: 'IN', values: ['email', 'FAX', ''] },
    { field: 'ITEMS', op: 'BETWEEN', values: ['9', '1', '3'] },
    { field: 'ITEMS', op: 'BETWEEN', values: ['9', '1'] },
    { field: 'ITEMS', op: 'IN', values: ['-1', '1e3'] },
    { field: 'TEXT', op: 'CONTAINS', values: [' ', '\ud800', 'x'.repeat(1001)] },
    { field: 'REASON', op: 'IS_NULL', values: ['maybe'] },
    { field: 'constructor', op: 'IN', values: ['x'] },
  ])
  expect(faults?.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([
    'UNKNOWN_FIELD 0.field',
    'UNKNOWN_OP 0.op',
    'OP_NOT_ALLOWED 1.op',
    'VALUES_MISSING 1.values',
    'UNKNOWN_VALUE 2.values.1',
    'UNKNOWN_VALUE 2.values.2',
    'BAD_RANGE 3.values',
    'BAD_RANGE 4.values',
    'BAD_NUMBER 5.values.0',
    'BAD_NUMBER 5.values.1',
    'BAD_TEXT 6.values.0',
    'BAD_TEXT 6.values.1',
    'VALUE_TOO_LONG 6.values.2',
    'UNKNOWN_VALUE 7.values.0',
    'UNKNOWN_FIELD 8.field',
  ])
  expect(faults?.every(({ message }) => message.endsWith('.'))).toBe(true)
})

test('values are canonical: stored spelling, sorted, once', () => {
  expect(parsed('mappings', ['KIND', 'IN', ['GROUP', 'account', 'group']]).clauses).toEqual([
    { field: 'KIND', op: 'IN', values: ['account', 'group'] },
  ])
})

test('equal filters have one hash, whatever the order; others have another', () => {
  fc.assert(
    fc.property(filters('mappings'), fc.nat(), (filter, seed) => {
      const shuffled = [...filter.clauses]
        .sort((a, b) => ((a.field.length + seed) % 3) - ((b.field.length + seed) % 3))
        .map((clause) =>
          clause.op === 'BETWEEN'
            ? clause
            : { ...clause, values: [...clause.values, ...clause.values].reverse() },
        )
      expect(filterHash({ ...filter, clauses: canonical([...shuffled, ...shuffled]) })).toBe(
        filterHash(filter),
      )
    }),
  )
  const hashes = [
    parsed('mappings'),
    parsed('outcomes'),
    parsed('mappings', ['RESOLUTION', 'IN', ['EMAIL']]),
    parsed('mappings', ['RESOLUTION', 'NOT_IN', ['EMAIL']]),
    parsed('mappings', ['RESOLUTION', 'IN', ['EMAIL', 'ID']]),
    parsed('mappings', ['RESOLUTION', 'IN', ['EMAIL']], ['RESOLUTION', 'IN', ['ID']]),
  ].map(filterHash)
  expect(new Set(hashes).size).toBe(hashes.length)
  expect(hashes.every((hash) => /^[0-9a-f]{16}$/.test(hash))).toBe(true)
})

test('a filter survives the URL, through its percent-encoding', () => {
  for (const report of REPORTS)
    fc.assert(
      fc.property(filters(report), (filter) => {
        const query = new URLSearchParams(
          encodeFilter(filter).map((value): [string, string] => ['f', value]),
        ).toString()
        const back = decodeFilter(report, new URLSearchParams(query).getAll('f'))
        expect(back).toEqual({ filter, unknown: [] })
      }),
    )
})

test('the URL is readable, and what is not understood comes back as written', () => {
  expect(encodeFilter(parsed('mappings', ['RESOLUTION', 'IN', ['ID', 'EMAIL']]))).toEqual([
    'resolution.in.EMAIL~ID',
  ])
  expect(encodeFilter(parsed('mappings', ['TEXT', 'CONTAINS', ['a~b*c.d']]))).toEqual([
    'text.contains.a*~b**c.d',
  ])
  const strange = ['size.in.1', 'resolution.in.FAX', 'resolution', '', '.', 'text.contains', 'reason.is_null']
  const { filter, unknown } = decodeFilter('mappings', strange)
  expect(unknown).toEqual(strange.slice(0, -1))
  expect(filter.clauses).toEqual([{ field: 'REASON', op: 'IS_NULL', values: ['true'] }])
})

test('any parameters decode without an error', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (parameters) => {
      const { unknown } = decodeFilter('outcomes', parameters)
      expect(unknown.every((text) => parameters.includes(text))).toBe(true)
    }),
  )
})

test('meaning: absent values, ranges, flags, text', () => {
  const row = {
    kind: 'account',
    reason: null,
    items_direct: 5,
    flags: 4,
    search_text: 'straße bob',
    domain: null,
  }
  const holds = (field: string, op: string, values: string[]) =>
    evaluate(parsed('mappings', [field, op, values]), row, fold)
  expect(holds('REASON', 'IN', ['AMBIGUOUS'])).toBe(false)
  expect(holds('REASON', 'IN', ['AMBIGUOUS', ''])).toBe(true)
  expect(holds('REASON', 'NOT_IN', ['AMBIGUOUS'])).toBe(true)
  expect(holds('REASON', 'NOT_IN', [''])).toBe(false)
  expect(holds('REASON', 'IS_NULL', [])).toBe(true)
  expect(holds('REASON', 'IS_NULL', ['false'])).toBe(false)
  expect(holds('ITEMS', 'BETWEEN', ['5', '5'])).toBe(true)
  expect(holds('ITEMS', 'BETWEEN', ['6', ''])).toBe(false)
  expect(holds('ITEMS', 'BETWEEN', ['', '4', '5', '9'])).toBe(true)
  expect(holds('ITEMS', 'BETWEEN', ['0', '0'])).toBe(false)
  expect(holds('FLAGS', 'HAS_FLAG', ['NO_EMAIL', 'DISABLED'])).toBe(true)
  expect(holds('FLAGS', 'HAS_FLAG', ['DISABLED'])).toBe(false)
  expect(holds('FLAGS', 'NOT_IN', ['DISABLED'])).toBe(true)
  expect(holds('TEXT', 'CONTAINS', ['zoe', 'BOB'])).toBe(true)
  expect(holds('DOMAIN', 'STARTS_WITH', ['a'])).toBe(false)
})

test('a facet drops its own clauses only; text and numbers leave the cube', () => {
  const filter = parsed(
    'mappings',
    ['KIND', 'IN', ['group']],
    ['KIND', 'NOT_IN', ['account']],
    ['FLAGS', 'HAS_FLAG', ['NO_EMAIL']],
  )
  expect(without(filter, 'KIND').clauses.map(({ field }) => field)).toEqual(['FLAGS'])
  expect(answeredByCube(filter)).toBe(true)
  expect(answeredByCube(parsed('mappings', ['TEXT', 'CONTAINS', ['x']]))).toBe(false)
  expect(answeredByCube(parsed('mappings', ['ITEMS', 'BETWEEN', ['1', '']]))).toBe(false)
})

test('every field names a column of its table', async () => {
  const { RUN_TABLES } = await import('../../src/run/tables.js')
  for (const report of REPORTS)
    for (const { column } of Object.values(REPORT_FIELDS[report]))
      expect([...Object.keys(RUN_TABLES[report]), 'job_id']).toContain(column)
  for (const report of ['mappings', 'outcomes'] as const)
    for (const { column, facet } of Object.values(REPORT_FIELDS[report]))
      expect([...Object.keys(RUN_TABLES[`${report}.cube`]), 'job_id'].includes(column)).toBe(facet)
})
