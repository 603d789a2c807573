import { open } from 'node:fs/promises'
import { textChunks } from '../text/chunks.js'
import { incompleteTail } from '../text/utf8.js'
import { isWellFormed, makeWellFormed } from '../text/well-formed.js'
import type { CsvDescription } from './describe.js'
import type { ColumnUse, RowReports } from './normaliser.js'
import { RowNormaliser } from './normaliser.js'

export interface RewriteReports extends RowReports {
  /** A line of which `count` malformed characters were replaced. */
  replaced(line: number, count: number): void
}

/** The file in normal form at `path`. */
export interface NormalFile {
  path: string
  rows: number
  /** Bytes of its longest line. */
  longest: number
  /** Whether any cell holds an escape. */
  escaped: boolean
}

const FLUSH = 4 << 20

/** Rewrites the rows of a described CSV file in normal form, in one pass and in constant memory. */
export const rewriteCsv = async (
  { text, header, replaced }: CsvDescription,
  use: { columns: readonly ColumnUse[]; required: number },
  target: string,
  reports: RewriteReports,
  chunkSize?: number,
): Promise<NormalFile> => {
  const repairs = new Repairs(reports)
  const rows = new RowNormaliser(
    { ...use, delimiter: header.delimiter },
    header.bodyLine,
    reports,
    text.label,
  )
  for (const { line, count } of replaced) repairs.add(line, count)
  const out = await open(target, 'w')
  const flush = async (): Promise<void> => {
    for (let at = 0; at < rows.length;) {
      at += (await out.write(rows.out, at, rows.length - at)).bytesWritten
    }
    rows.length = 0
  }
  try {
    let pending: Uint8Array = new Uint8Array(0)
    let checked = 0
    let skip = header.bodyOffset
    const take = async (chunk: Uint8Array, final: boolean): Promise<void> => {
      let body = Buffer.allocUnsafe(pending.length + chunk.length + 1)
      body.set(pending)
      body.set(chunk, pending.length)
      let end = pending.length + chunk.length
      const tail = final ? 0 : incompleteTail(body.subarray(checked, end))
      if (!isWellFormed(body.subarray(checked, end - tail))) {
        const clean = repairs.run(body, checked, end - tail, rows.line)
        body = Buffer.concat([clean, body.subarray(end - tail, end), Buffer.alloc(1)])
        end = body.length - 1
      }
      const rest = Buffer.from(body.subarray(end - tail, end))
      const used = rows.push(body, end - tail, final)
      pending = Buffer.concat([body.subarray(used, end - tail), rest])
      checked = pending.length - tail
      if (rows.length > FLUSH) await flush()
    }
    for await (const chunk of textChunks(text, chunkSize)) {
      if (skip > 0) {
        const skipped = Math.min(skip, chunk.length)
        skip -= skipped
        if (skipped < chunk.length) await take(chunk.subarray(skipped), false)
      } else await take(chunk, false)
    }
    await take(new Uint8Array(0), true)
    repairs.end()
    await flush()
  } finally {
    await out.close()
  }
  return { path: target, rows: rows.rows, longest: rows.longest, escaped: rows.escaped }
}

/** Adds up what was replaced in one line, which may come in several chunks. */
class Repairs {
  #line = 0
  #count = 0
  constructor(private readonly reports: RewriteReports) {}

  /** `bytes` up to `end`, of which those before `from` are well-formed already and the first is on `line`. */
  run(bytes: Uint8Array, from: number, end: number, line: number): Uint8Array {
    let at = line
    for (let i = 0; i < from; i++) {
      if (bytes[i] === 10 || (bytes[i] === 13 && bytes[i + 1] !== 10)) at++
    }
    const clean = makeWellFormed(bytes.subarray(from, end), at, (where, count) => this.add(where, count))
    return Buffer.concat([bytes.subarray(0, from), clean])
  }

  add(line: number, count: number): void {
    if (line !== this.#line) this.end()
    this.#line = line
    this.#count += count
  }

  end(): void {
    if (this.#count > 0) this.reports.replaced(this.#line, this.#count)
    this.#count = 0
  }
}
