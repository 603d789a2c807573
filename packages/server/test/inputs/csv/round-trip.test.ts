import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Encoding } from '../../../src/inputs/text/encoding.js'
import { encode } from './encode.js'
import type { Workspace } from './workspace.js'
import { openWorkspace } from './workspace.js'

let one: Workspace
let two: Workspace
beforeAll(async () => {
  one = await openWorkspace(1)
  two = await openWorkspace(2)
})
afterAll(() => {
  one.close()
  two.close()
})

const LATIN = [...'aZ0 \t,;|"\'=\u0010\u001f\u001a\\éüß'] as const
const UNICODE = [
  ...LATIN,
  '\u00a0',
  '\uFEFF',
  '\u3000',
  'ſ',
  '漢',
  '😀',
  'e\u0301',
  '\u202e',
  '\uFFFD',
] as const
const cell = (characters: readonly string[]) =>
  fc.oneof(
    fc.string({ unit: fc.constantFrom(...characters, '\n', '\r', '\r\n'), maxLength: 12 }),
    fc.constantFrom('', ' ', 'NULL', '""', '#x', '\r\n'),
  )
const file = fc
  .record({
    encoding: fc.constantFrom<Encoding>('utf-8', 'utf-16le', 'utf-16be', 'windows-1252'),
    bom: fc.boolean(),
    delimiter: fc.constantFrom(',', ';', '\t'),
    newline: fc.constantFrom('\n', '\r', '\r\n'),
    last: fc.boolean(),
    quoteAll: fc.boolean(),
  })
  .chain((dialect) => {
    const cells = cell(dialect.encoding === 'windows-1252' ? LATIN : UNICODE)
    const row = fc.record({ cells: fc.tuple(cells, cells, cells), blankLines: fc.constantFrom(0, 0, 0, 2) })
    return fc.record({ dialect: fc.constant(dialect), rows: fc.array(row, { maxLength: 12 }) })
  })

const COLUMNS = ['username', 'id', 'caption']
const BLANK = /^[\p{White_Space}\uFEFF]*$/u
const linesOf = (text: string): number => text.split(/\r\n|\r|\n/).length - 1

it('gives back every table as written, with the line of each row, on one thread and on two', async () => {
  await fc.assert(
    fc.asyncProperty(file, async ({ dialect, rows }) => {
      const { delimiter, newline, quoteAll } = dialect
      const write = (cells: readonly string[]): string =>
        stringify([[...cells]], {
          delimiter,
          record_delimiter: newline,
          quoted: quoteAll,
          quoted_match: /[\r\n]|^"/,
        })
      let text = write(COLUMNS)
      const expected: unknown[] = []
      for (const { cells, blankLines } of rows) {
        text += newline.repeat(blankLines)
        const present = cells.map((value) => (BLANK.test(value) ? null : value))
        if (present.some((value) => value !== null)) expected.push([...present, linesOf(text) + 1])
        text += write(cells)
      }
      if (!dialect.last) text = text.slice(0, -newline.length)
      const bytes = encode(text, dialect.encoding, dialect.bom)
      const seen = []
      for (const work of [one, two]) {
        await work.reset()
        await work.directory(bytes)
        const staged = await work.all<Record<string, unknown>>('staged_principals')
        seen.push(
          staged.map((row) => [row['username'], row['id'], row['caption'], Number(row['origin_line'])]),
        )
        expect(staged.map(({ seq }) => Number(seq))).toEqual(staged.map((_, index) => index))
        const odd = (await work.findings()).filter(({ code }) => !/^(EMPTY_IDENTITY|NO_CONTENT)$/.test(code))
        expect(odd).toEqual([])
      }
      expect(seen[0]).toEqual(expected)
      expect(seen[1]).toEqual(expected)
    }),
    { numRuns: process.env['CROSSWALK_TEST'] === 'full' ? 3000 : 120 },
  )
})
