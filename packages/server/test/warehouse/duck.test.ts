import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Problem } from '../../src/problem.js'
import { literal, openDuck } from '../../src/warehouse/duck.js'
import type { Duck, DuckOptions } from '../../src/warehouse/duck.js'
import { StatementError } from '../../src/warehouse/statement-error.js'

const opened: Duck[] = []
const open = async (options: Partial<DuckOptions> = {}) => {
  const duck = await openDuck({ threads: 2, memoryLimit: '512MB', ...options })
  opened.push(duck)
  return duck
}
afterEach(() => opened.splice(0).forEach((duck) => duck.close()))

const SLOW = 'SELECT count(*) AS n FROM range(4000000000) a WHERE hash(a.range) % 7 = 3'

test('strings cross whole: U+FEFF, NUL, emoji, quotes, in results, parameters and lists', async () => {
  const duck = await open()
  const texts = [
    '\uFEFFbob',
    '\uFEFF',
    'a\0b',
    '😀',
    `'"`,
    '',
    ' x ',
    '\uFEFFa long string beyond the inline size',
  ]
  for (const text of texts) {
    const [row] = await duck.rows<{ text: string; length: number }>(
      { name: 'echo' },
      'SELECT $text AS text, length($text) AS length',
      { text },
    )
    expect(row).toEqual({ text, length: [...text].length })
  }
  expect(await duck.rows({ name: 'list' }, 'SELECT $1 AS list', [texts])).toEqual([{ list: texts }])
})

test('integers are numbers, hashes stay bigint, and what does not fit is refused', async () => {
  const duck = await open()
  expect(
    await duck.rows(
      { name: 'numbers' },
      'SELECT 5::BIGINT AS a, sum(7) AS b, 18446744073709551615::UBIGINT AS h',
    ),
  ).toEqual([{ a: 5, b: 7, h: 18446744073709551615n }])
  await expect(duck.rows({ name: 'wide' }, 'SELECT 9007199254740993::BIGINT AS a')).rejects.toThrow(/wide/)
})

test('empty lists and nulls bind', async () => {
  const duck = await open()
  expect(
    await duck.rows({ name: 'empty' }, `SELECT list_contains($1, 'a') AS a, $2::VARCHAR IS NULL AS b`, [
      [],
      null,
    ]),
  ).toEqual([{ a: false, b: true }])
})

test('an error names the statement and no value', async () => {
  const duck = await open()
  const failed = duck.rows({ name: 'cast' }, 'SELECT CAST($1 AS INTEGER)', ['secret@example.com'])
  const error = await failed.catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(StatementError)
  expect((error as StatementError).message).toBe('The statement cast failed: Conversion Error.')
  expect(String(((error as StatementError).cause as Error).message)).toContain('secret@example.com')
})

test('a memory limit is a problem of the environment', async () => {
  const duck = await open({ memoryLimit: '20MB', tempDirectory: '' })
  await expect(
    duck.rows({ name: 'big' }, 'SELECT list(range::VARCHAR) AS l FROM range(20000000)'),
  ).rejects.toMatchObject({ code: 'OUT_OF_MEMORY' } satisfies Partial<Problem>)
})

test('a timeout and an abort reach DuckDB, and the connection serves on', async () => {
  const duck = await open({ connections: 1 })
  const begun = performance.now()
  await expect(duck.rows({ name: 'slow', timeoutMs: 100 }, SLOW)).rejects.toMatchObject({
    code: 'STATEMENT_TIMEOUT',
  })
  const controller = new AbortController()
  const aborted = duck.rows({ name: 'slow', signal: controller.signal }, SLOW)
  const queued = duck.rows({ name: 'next' }, 'SELECT 1 AS one')
  const gone = new AbortController()
  const left = duck.rows({ name: 'left', signal: gone.signal }, 'SELECT 2 AS two')
  setTimeout(() => controller.abort(new Error('left')), 50)
  gone.abort(new Error('gone'))
  await expect(left).rejects.toThrow('gone')
  await expect(aborted).rejects.toThrow('left')
  expect(await queued).toEqual([{ one: 1 }])
  expect(performance.now() - begun).toBeLessThan(5_000)
})

test('a stream gives every row, and leaving it early frees its connection', async () => {
  const duck = await open({ connections: 1 })
  let count = 0
  for await (const chunk of duck.stream({ name: 'all' }, 'SELECT range FROM range(100000)'))
    count += chunk.length
  expect(count).toBe(100_000)
  for await (const chunk of duck.stream({ name: 'some' }, 'SELECT range FROM range(100000)'))
    if (chunk.length > 0) break
  expect(await duck.rows({ name: 'next' }, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('lockdown leaves only its folders, and no setting can be changed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'crosswalk-duck-'))
  const other = await mkdtemp(join(tmpdir(), 'crosswalk-duck-'))
  try {
    for (const place of [folder, other]) await writeFile(join(place, 'a.csv'), 'x\n1\n')
    const duck = await open({ lockdown: { allowedDirectories: [folder] } })
    const read = (place: string) =>
      duck.rows({ name: 'read' }, `FROM read_csv(${literal(join(place, 'a.csv'))})`)
    expect(await read(folder)).toEqual([{ x: 1 }])
    await expect(read(other)).rejects.toThrow('Permission Error')
    await expect(read(join(folder, '..', other.split('/').at(-1) ?? ''))).rejects.toThrow('Permission Error')
    await expect(duck.execute({ name: 'set' }, `SET threads = 1`)).rejects.toThrow(StatementError)
  } finally {
    await Promise.all([folder, other].map((place) => rm(place, { recursive: true })))
  }
})
