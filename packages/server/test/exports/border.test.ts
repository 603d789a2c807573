import { MAPPING_COLUMNS, SHEET_ROWS } from '@crosswalk/core'
import { parse } from 'csv-parse'
import { execFileSync } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDuck } from '../../src/warehouse/duck.js'
import { filterOf } from '../../src/warehouse/filter-input.js'
import { RUN_ID, writeManifest, writeTable } from '../warehouse/run-folder.js'
import { exported, specOf } from './support.js'
import { readStrictly } from './strict-csv.js'

const MOST = 2 * SHEET_ROWS + 1
const CAPTION = 'a "quoted", cell'
const full = process.env['CROSSWALK_TEST'] === 'full'
let data = ''

/** Narrow rows, so that millions of them are cheap; `items_direct` is the row's number, to filter by. */
const rows = `SELECT range AS row_id, 'account' AS kind, 's' || range AS source_id, NULL AS source_username,
  NULL AS source_name, if(range % 1000 = 0, '${CAPTION}' || chr(13) || chr(10), NULL) AS source_caption,
  NULL AS destination_id, NULL AS destination_username, NULL AS destination_name, NULL AS destination_caption,
  NULL AS dest_row, 'UNRESOLVED' AS resolution, NULL AS reason, 0 AS flags, NULL AS domain, range AS items_direct,
  0 AS items_effective, '' AS search_text FROM range(${MOST})`

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'crosswalk-border-'))
  const folder = join(data, 'runs', RUN_ID)
  await mkdir(folder, { recursive: true })
  const duck = await openDuck({ threads: 2, memoryLimit: '1GB' })
  await writeTable(duck, folder, 'mappings', rows)
  await writeManifest(folder)
  duck.close()
})
afterAll(() => rm(data, { recursive: true, force: true }))

const spec = (count: number, change = {}) =>
  specOf(join(data, 'runs'), {
    partRows: SHEET_ROWS,
    clauses: filterOf('mappings', [{ field: 'ITEMS', op: 'BETWEEN', values: ['', String(count - 1)] }])
      .clauses,
    ...change,
  })

test.each([
  [SHEET_ROWS - 1, [SHEET_ROWS - 1]],
  [SHEET_ROWS, [SHEET_ROWS]],
  [SHEET_ROWS + 1, [SHEET_ROWS, 1]],
  [MOST, [SHEET_ROWS, SHEET_ROWS, 1]],
])('%i rows: the right parts, every row once and in order', async (count, sizes) => {
  await exported(spec(count), ({ manifest, parts }) => {
    expect(manifest.totalRows).toBe(count)
    expect(manifest.parts.map((part) => part.rows)).toEqual(sizes)
    let number = 0
    parts.forEach((bytes, at) => {
      const first = number
      const cells = readStrictly(bytes, (record, place) => {
        if (place === 0) return
        if (record.cell(2) !== `s${number}` || record.length !== 12)
          throw new Error(`Row ${number} is not in its place.`)
        number += 1
      })
      expect(cells).toBe((sizes[at] ?? 0) + 1)
      const { first: from, last: to } = manifest.parts[at] ?? {}
      expect([from, to]).toEqual([
        { run: RUN_ID, row: first },
        { run: RUN_ID, row: number - 1 },
      ])
    })
    expect(number).toBe(count)
  })
})

test('a workbook of one row too many is refused before it is begun', async () => {
  await expect(exported(spec(SHEET_ROWS + 1, { format: 'XLSX' }), () => undefined)).rejects.toMatchObject({
    code: 'SHEET_TOO_SMALL',
  })
})

const hasOffice = (() => {
  if (!full) return false
  try {
    execFileSync('soffice', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    console.log('Skipped: there is no LibreOffice (soffice) on this computer.')
    return false
  }
})()

/** LibreOffice's words for CSV: comma, quote, UTF-8, from line 1, every column a text. */
const OFFICE_CSV = `44,34,76,1,${MAPPING_COLUMNS.map((_, at) => `${at + 1}/2`).join('/')},0,false`

test.skipIf(!hasOffice)(
  'a full part opened and saved by LibreOffice has every row and value',
  () =>
    exported(spec(SHEET_ROWS), async ({ folder }) => {
      execFileSync('soffice', [
        ...[`-env:UserInstallation=file://${join(folder, 'profile')}`, '--headless'],
        `--infilter=Text - txt - csv (StarCalc):${OFFICE_CSV},false`,
        ...['--convert-to', `csv:Text - txt - csv (StarCalc):${OFFICE_CSV},true`],
        ...['--outdir', join(folder, 'saved'), join(folder, 'part-00001.csv')],
      ])
      let number = -1
      const saved = createReadStream(join(folder, 'saved', 'part-00001.csv')).pipe(parse())
      for await (const record of saved as AsyncIterable<string[]>) {
        const caption = number >= 0 && number % 1000 === 0 ? `${CAPTION}\n` : ''
        const expected = ['account', '', `s${number}`, '', '', caption, '', '', '', '', 'unresolved', '']
        record[1] = ''
        if (number >= 0 && record.join('\t') !== expected.join('\t'))
          throw new Error(`Row ${number} was saved as ${record.join(',')}.`)
        number += 1
      }
      expect(number).toBe(SHEET_ROWS)
    }),
  600_000,
)
