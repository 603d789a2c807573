import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { unsafeCell } from '../../../src/inputs/exceptions-csv/unsafe-cell.js'
import type { Workspace } from '../csv/workspace.js'
import { openWorkspace } from '../csv/workspace.js'

let work: Workspace
beforeAll(async () => {
  work = await openWorkspace()
})
beforeEach(() => work.reset())
afterAll(() => work.close())

const REPORT =
  'type,job_name,source_id,source_username,source_name,source_caption,destination_id,destination_username,destination_name,destination_caption,resolution,message'
const staged = async (): Promise<unknown[]> =>
  (await work.all<Record<string, unknown>>('staged_exceptions')).map((row) =>
    Object.fromEntries(
      Object.entries(row)
        .filter(([, value]) => value !== null)
        .map(([k, v]) => [k, typeof v === 'bigint' ? Number(v) : v]),
    ),
  )

it('reads columns 3 to 10 of the report in any order, type if there, and ignores the rest', async () => {
  const read = await work.exceptions('Destination Name;nonsense;SOURCE-ID;kind\nb@x;?;1;Account\n')
  expect(read).toEqual({
    rows: 1,
    unfilled: 0,
    exported: false,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  })
  expect(await staged()).toEqual([
    {
      seq: 0,
      type: 'Account',
      source_id: '1',
      destination_name: 'b@x',
      origin_file: 'in.csv',
      origin_line: 2,
    },
  ])
  expect(await work.findings()).toEqual([])
})

it('takes an exported report, passing over rows nobody filled in', async () => {
  await work.exceptions(
    `${REPORT}\naccount,j,1,ann,a@x,Ann,,,,,unresolved,none\naccount,j,2,bob,b@x,Bob,9,,,,unresolved,none\n`,
  )
  expect(await staged()).toMatchObject([{ seq: 0, source_id: '2', destination_id: '9', origin_line: 3 }])
  expect(await work.findings()).toEqual([])
})

it('reports a row without a destination that is from no report, and one without a source', async () => {
  await work.exceptions('source_id,destination_id,resolution\n1,,\n,2,\n,,\n')
  expect(await work.findings()).toEqual([
    { code: 'EXCEPTION_WITHOUT_TARGET', line: 2, args: {} },
    { code: 'EMPTY_IDENTITY', line: 3, args: {} },
    { code: 'EMPTY_IDENTITY', line: 4, args: {} },
  ])
})

it('keeps cells of a spreadsheet-safe export as written', async () => {
  await work.exceptions(`source_id,destination_id\n'=1,'@b\n`)
  expect(await staged()).toMatchObject([{ source_id: "'=1", destination_id: "'@b" }])
})

it.each([
  ...['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', "'"].map((c) => [`'${c}x`, `${c}x`]),
  ["''=x", "'=x"],
  ["'x", "'x"],
  ['=x', '=x'],
  ["'", "'"],
])('unsafeCell(%j) is %j', (safe, cell) => {
  expect(unsafeCell(safe)).toBe(cell)
})

it.each(['source_id,caption', 'destination_id,destination_name', 'id,name'])(
  'refuses the header %s',
  async (header) => {
    await expect(work.exceptions(`${header}\n1,2\n`)).rejects.toMatchObject({
      code: 'CSV_HEADER',
      where: { line: 1 },
    })
  },
)
