import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { surveyText } from '../../../src/inputs/text/survey.js'
import { textChunks } from '../../../src/inputs/text/chunks.js'
import { makeWellFormed } from '../../../src/inputs/text/well-formed.js'
import { describeCsv } from '../../../src/inputs/csv/describe.js'
import { rewriteCsv } from '../../../src/inputs/csv/rewrite.js'
import { readFileSync } from 'node:fs'
import { encode } from '../csv/encode.js'
import type { Workspace } from '../csv/workspace.js'
import { openWorkspace } from '../csv/workspace.js'

let work: Workspace
beforeAll(async () => {
  work = await openWorkspace()
})
beforeEach(() => work.reset())
afterAll(() => work.close())

const encodingOf = async (bytes: Uint8Array) => (await surveyText(work.put(bytes).path, 'x')).encoding
const TEXT = 'id,name\n1,Ren€ Müller\n'

describe('the encoding', () => {
  it.each([
    ['utf-8', true],
    ['utf-8', false],
    ['utf-16le', true],
    ['utf-16le', false],
    ['utf-16be', true],
    ['utf-16be', false],
    ['windows-1252', false],
  ] as const)('is found: %s, byte order mark %s', async (encoding, bom) => {
    expect(await encodingOf(encode(TEXT, encoding, bom))).toBe(encoding)
    await work.directory(encode(TEXT, encoding, bom))
    expect(await work.principals()).toMatchObject([{ id: '1', caption: 'Ren€ Müller' }])
    expect(await work.findings()).toEqual([])
  })

  it('is UTF-8 where sequences outnumber malformed bytes, wherever they stand', async () => {
    const long = 'é'.repeat(3_000_000)
    expect(await encodingOf(Buffer.concat([Buffer.from(`id\n${long}`), Buffer.from([0xe9])]))).toBe('utf-8')
    expect(await encodingOf(Buffer.from([...Buffer.from('id\né'), 0xe9, 0xfc]))).toBe('windows-1252')
    expect(await encodingOf(Buffer.from('x'.repeat((1 << 20) - 1) + '漢字'))).toBe('utf-8')
  })
})

describe('malformed text', () => {
  it('is replaced, with a finding for each line', async () => {
    const bytes = Buffer.concat([
      Buffer.from('id,name\n1,é\uFFFD'),
      Buffer.from([0xff, 0xe2, 0x82]),
      Buffer.from('x\n2,b\n3,"a\n'),
      Buffer.from([0xed, 0xa0, 0x80]),
      Buffer.from('"\n4,n\0l\n5,éééééé\n'),
    ])
    await work.directory(bytes)
    expect((await work.principals()).map(({ caption }) => caption)).toEqual([
      ...['é\uFFFD\uFFFD\uFFFDx', 'b', 'a\n\uFFFD\uFFFD\uFFFD', 'n\uFFFDl', 'éééééé'],
    ])
    expect(await work.findings()).toEqual([
      { code: 'TEXT_REPLACED', line: 2, args: { count: 2 } },
      { code: 'TEXT_REPLACED', line: 5, args: { count: 3 } },
      { code: 'TEXT_REPLACED', line: 6, args: { count: 1 } },
    ])
  })

  it('is replaced in UTF-16: lone surrogates and half a unit', async () => {
    await work.directory(
      Buffer.concat([
        encode('id,name\n1,a\ud800b\n2,\udc00\ud83d\ude00', 'utf-16le', true),
        Buffer.from([0x41]),
      ]),
    )
    expect((await work.principals()).map(({ caption }) => caption)).toEqual(['a\uFFFDb', '\uFFFD😀\uFFFD'])
    expect((await work.findings()).map(({ line, args }) => [line, args['count']])).toEqual([
      [2, 1],
      [3, 2],
    ])
  })

  it('is replaced in a header', async () => {
    await work.directory(Buffer.from('id,n\0me,name\n1,,a\n'))
    expect(await work.findings()).toMatchObject([
      { code: 'UNKNOWN_COLUMN', line: 1 },
      { code: 'TEXT_REPLACED', line: 1 },
    ])
  })

  it('keeps line ends where they are', () => {
    const bytes = Buffer.from([0xff, 13, 10, 0xff, 13, 0xff, 10])
    expect(Buffer.from(makeWellFormed(bytes, 1, () => undefined)).toString()).toBe(
      '\uFFFD\r\n\uFFFD\r\uFFFD\n',
    )
  })
})

it('gives the same rows and findings however the file is cut into chunks', async () => {
  const body = '1,"é\r\n😀""x""",a\r\n\r\n2,b\uFEFF,"q\r\n3,c,d\r\n4,\r,e\r\n'
  const bytes = Buffer.concat([
    Buffer.from(`\uFEFFid,name,caption\r\n${body}`),
    Buffer.from([0x35, 0x2c, 0xf0, 0x9f, 0x98, 10]),
  ])
  const file = work.put(bytes)
  const description = await describeCsv(file.path, file.label, (cells) => cells.length)
  const use = { columns: [1, 0, 1].map((keep) => ({ keep: keep === 1, bits: 1 })), required: 1 }
  const read = async (chunkSize: number): Promise<unknown> => {
    const told: unknown[] = []
    const reports = {
      badRow: (line: number, problem: string) => told.push(['bad', line, problem]),
      incompleteRow: (line: number) => told.push(['incomplete', line]),
      replaced: (line: number, count: number) => told.push(['replaced', line, count]),
    }
    const written = await rewriteCsv(description, use, `${file.path}.part`, reports, chunkSize)
    told.sort()
    return { ...written, told, text: readFileSync(`${file.path}.part`, 'utf8') }
  }
  const whole = await read(1 << 20)
  expect(whole).toMatchObject({ escaped: true })
  for (let size = 1; size < 24; size++) expect(await read(size), `chunks of ${size}`).toEqual(whole)
})

describe('what is no text file', () => {
  it.each([
    ['an empty file', () => work.put('').path, 'INPUT_EMPTY'],
    ['blank lines only', () => work.put('\n\r\n').path, 'INPUT_EMPTY'],
    ['a missing file', () => `${work.folder}/none.csv`, 'INPUT_MISSING'],
    ['a folder', () => work.folder, 'INPUT_IS_DIRECTORY'],
    ['a device', () => '/dev/null', 'INPUT_UNREADABLE'],
    ['a workbook', () => work.put(Buffer.from('PK\u0003\u0004rest')).path, 'CSV_BROKEN'],
    [
      'noise',
      () => work.put(Buffer.from(Array.from({ length: 999 }, (_, i) => (i * 37) % 251))).path,
      'CSV_HEADER',
    ],
  ])('is refused: %s', async (_, path, code) => {
    const { stageDirectoryCsv } = await import('../../../src/pipeline/csv/stage-directory-csv.js')
    const input = { path: path(), label: 'in.csv', workFolder: work.folder, side: 'source' as const }
    await expect(stageDirectoryCsv(work.connection, input)).rejects.toMatchObject({
      code,
      where: { file: 'in.csv' },
    })
  })

  it('is refused where it changes while it is read', async () => {
    const survey = await surveyText(work.put('id\n1\n').path, 'in.csv')
    const read = async () => {
      for await (const _chunk of textChunks({ ...survey, bytes: 99 }));
    }
    await expect(read()).rejects.toMatchObject({ code: 'INPUT_CHANGED' })
  })
})
