import { appendFile, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Tally } from '../../src/exports/tally.js'

let scratch = ''
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'crosswalk-tally-'))
})
afterAll(() => rm(scratch, { recursive: true, force: true }))

const part = (file: string, rows: number, bytes: number) => ({
  ...{ file, rows, bytes, first: null, last: null },
  ...{ sha256: '', crc32: '', uncompressedBytes: null },
})

test('tells rows of complete parts and bytes of all, in order, and never fewer bytes than before', async () => {
  const tally = new Tally()
  const second = join(scratch, 'part-00002.csv.tmp')
  tally.begin(second)
  expect(await tally.sofar()).toEqual({ rows: 0, bytes: 0 })
  await appendFile(second, 'a,b\n')
  tally.complete(3, part('part-00003.csv', 7, 100))
  expect(await tally.sofar()).toEqual({ rows: 7, bytes: 104 })
  await rename(second, join(scratch, 'part-00002.csv'))
  expect(await tally.sofar()).toEqual({ rows: 7, bytes: 104 })
  expect(tally.saved).toEqual({ rows: 7, bytes: 100 })
  tally.complete(2, part('part-00002.csv', 1, 4), second)
  await appendFile(second, 'of a part that is complete')
  expect(await tally.sofar()).toEqual({ rows: 8, bytes: 104 })
  expect(tally.parts.map(({ file }) => file)).toEqual(['part-00002.csv', 'part-00003.csv'])
})
