import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeBase64url, encodeBase64url } from '../../src/report/base64url.js'
import {
  COLUMN_LABELS,
  MAPPING_COLUMNS,
  OUTCOME_COLUMNS,
  UNSAFE_FIRST,
  csvLine,
  cursorMoment,
  decodeCursor,
  decodeRowId,
  encodeCursor,
  encodeRowId,
  flagNames,
  fromSafeText,
  mappingMessage,
  runsHash,
  safeText,
  sortValues,
  sortedCopy,
  sortsOf,
} from '../../src/report/index.js'
import { MappingFlag } from '../../src/resolution/resolution.js'

const run = `run_${'0'.repeat(25)}z`
const place = { runs: runsHash([run]), sort: 'DEFAULT', filterHash: 'cbf29ce484222325' }

test('base64url is that of Node', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), (ascii) => {
      expect(encodeBase64url(ascii)).toBe(Buffer.from(ascii, 'latin1').toString('base64url'))
      expect(decodeBase64url(encodeBase64url(ascii))).toBe(ascii)
    }),
  )
})

test('a cursor round-trips and is refused, with the reason, where it does not fit', () => {
  const asOf = '2026-01-02T03:04:05.678Z'
  const cursor = encodeCursor({ ...place, asOf, key: [3, 0, 42] })
  expect(decodeCursor(cursor, place)).toEqual({ key: [3, 0, 42] })
  expect(cursorMoment(cursor)).toBe(asOf)
  expect(cursorMoment('x')).toBeNull()
  expect(decodeCursor(cursor, { ...place, runs: runsHash([run, run]) }).reason).toMatch(/runs/)
  expect(decodeCursor(cursor, { ...place, sort: 'REASON' }).reason).toMatch(/order/)
  expect(decodeCursor(cursor, { ...place, filterHash: '0' }).reason).toMatch(/filter/)
  for (const bad of [
    '',
    'x',
    '%',
    `${cursor}A`,
    cursor.slice(0, -2),
    encodeBase64url('{"v":1}'),
    encodeBase64url('null'),
  ])
    expect(decodeCursor(bad, place).reason).toMatch(/damaged/)
  const sort = 'größe 😀'
  expect(
    decodeCursor(encodeCursor({ ...place, asOf: null, sort, key: [0, 1, 2] }), { ...place, sort }).key,
  ).toEqual([0, 1, 2])
})

test('any text is refused as a cursor without an error', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => decodeCursor(text, place).key === undefined))
})

test('safe cells: one apostrophe before what a spreadsheet may run, and back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('', ...UNSAFE_FIRST), (rest, first) => {
      const text = first + rest
      expect(fromSafeText(safeText(text))).toBe(text)
      expect(safeText(text).startsWith("'")).toBe(UNSAFE_FIRST.some((one) => text.startsWith(one)))
    }),
  )
})

test('CSV lines', () => {
  expect(csvLine(['a', 'b,c', 'd"e', 'f\r\ng', null, ' h ', 7])).toBe('a,"b,c","d""e","f\r\ng",, h ,7\r\n')
})

test('row ids', () => {
  expect(encodeRowId('mappings', run, 7)).toBe(`map_${'0'.repeat(25)}z_7`)
  expect(decodeRowId(encodeRowId('outcomes', run, 7))).toEqual({ report: 'outcomes', runId: run, rowId: 7 })
  for (const bad of [
    '',
    'map_x_1',
    `map_${'0'.repeat(26)}_-1`,
    `map_${'0'.repeat(26)}_01`,
    `abc_${'0'.repeat(26)}_1`,
  ])
    expect(decodeRowId(bad)).toBeNull()
})

test('the 12 columns, in the order of the report', () => {
  expect(MAPPING_COLUMNS.join()).toBe(
    'type,job_name,source_id,source_username,source_name,source_caption,destination_id,destination_username,' +
      'destination_name,destination_caption,resolution,message',
  )
  expect([...MAPPING_COLUMNS, ...OUTCOME_COLUMNS].every((column) => COLUMN_LABELS[column])).toBe(true)
})

test('messages, flags and sorts', () => {
  expect(mappingMessage(null)).toBeNull()
  expect(mappingMessage('AMBIGUOUS')).toMatch(/More than one/)
  expect(flagNames(MappingFlag, 5)).toEqual(['MANY_TO_ONE', 'NO_EMAIL'])
  expect(sortsOf('mappings')).toContain('RESOLUTION')
  expect(sortValues('mappings', 'DEFAULT')).toBeNull()
  expect(sortValues('mappings', 'REASON')?.at(-1)).toBeNull()
  expect(sortValues('mappings', 'ITEMS')).toBeNull()
  expect(sortedCopy('mappings', 'ITEMS')).toMatchObject({ table: 'mappings.by_items', descending: true })
  expect(sortedCopy('mappings', 'constructor')).toBeNull()
})
