import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Random } from './random.js'

const FAMILY = [
  'Åsen',
  'Nguyễn',
  "O'Hara",
  '"Chip" Lee',
  'Müller',
  '佐藤',
  'Ξένος',
  'Smith, Jr.',
  'Kowalski',
  'כהן',
]
const ROWS_PER_CHUNK = 5000

const quoted = (value: string): string => (/[",]/.test(value) ? `"${value.replace(/"/g, '""')}"` : value)

function* chunksOf(rows: number): Generator<string> {
  const random = new Random(47)
  yield 'id,username,email,display name,type\r\n'
  for (let start = 0; start < rows; start += ROWS_PER_CHUNK) {
    const lines: string[] = []
    for (let row = start; row < Math.min(rows, start + ROWS_PER_CHUNK); row += 1) {
      const name = `Nº ${random.below(10_000)} ${random.pick(FAMILY)}`
      lines.push(`id-${row},user${row},User${row}@Bench.example,${quoted(name)},account\r\n`)
    }
    yield lines.join('')
  }
}

/** A directory CSV of so many accounts, with quotes, commas and several scripts in the display names. */
export const writeBigDirectory = async (file: string, rows: number): Promise<void> => {
  await mkdir(path.dirname(file), { recursive: true })
  await pipeline(Readable.from(chunksOf(rows)), createWriteStream(file))
}
