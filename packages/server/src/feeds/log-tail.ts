import type { LogLine } from '@crosswalk/core'
import { open, type FileHandle } from 'node:fs/promises'

/** What was read of logs since the process began: a log is read once, however many follow it. */
export interface ReadMeter {
  lines(count: number): void
}

const CHUNK = 1 << 18
/** Text of lines kept in memory; older ones are read again where somebody comes back for them. */
const KEPT_BYTES = 8 << 20
const MARK_EVERY = 1_000
const NEWLINE = 0x0a

/**
 * One log, read as it grows and kept for all who follow it. Only whole lines count: a torn last one is another's to
 * finish or drop. `places` are the paths where the log may lie; it moves when its work is published.
 */
export class LogTail {
  #kept: LogLine[] = []
  #keptSizes: number[] = []
  #keptBytes = 0
  #seq = 0
  #offset = 0
  /** Where line 1, 1001, 2001, … begins. */
  readonly #marks: number[] = []
  #advancing: Promise<void> = Promise.resolve()

  constructor(
    private readonly places: readonly string[],
    private readonly meter: ReadMeter,
  ) {}

  /** Number of the last whole line. */
  get seq(): number {
    return this.#seq
  }
  /** Bytes of whole lines. */
  get bytes(): number {
    return this.#offset
  }

  /** Reads what is new. */
  advance(): Promise<void> {
    this.#advancing = this.#advancing.catch(() => undefined).then(() => this.#read())
    return this.#advancing
  }

  /** At most `most` lines after `seq`, in order. */
  async lines(after: number, most: number): Promise<readonly LogLine[]> {
    if (after >= this.#seq) return []
    const first = this.#seq - this.#kept.length
    if (after >= first) return this.#kept.slice(after - first, after - first + most)
    return this.#again(after, Math.min(most, this.#seq - after))
  }

  async #read(): Promise<void> {
    const file = await this.#open()
    if (file === null) return
    try {
      for await (const { line, start, next } of linesFrom(file, this.#offset)) {
        if (this.#seq % MARK_EVERY === 0) this.#marks.push(start)
        this.#offset = next
        this.#keep(lineOf(line, ++this.#seq), line.length)
      }
    } finally {
      await file.close()
    }
  }

  #keep(line: LogLine, size: number): void {
    this.meter.lines(1)
    this.#kept.push(line)
    this.#keptSizes.push(size)
    this.#keptBytes += size
    if (this.#keptBytes <= KEPT_BYTES) return
    const half = this.#kept.length >> 1
    for (const gone of this.#keptSizes.splice(0, half)) this.#keptBytes -= gone
    this.#kept = this.#kept.slice(half)
  }

  async #again(after: number, count: number): Promise<LogLine[]> {
    const file = await this.#open()
    if (file === null) return []
    const mark = Math.floor(after / MARK_EVERY)
    let seq = mark * MARK_EVERY
    const found: LogLine[] = []
    try {
      for await (const { line } of linesFrom(file, this.#marks[mark] ?? 0)) {
        this.meter.lines(1)
        if (++seq > after) found.push(lineOf(line, seq))
        if (found.length === count) break
      }
    } finally {
      await file.close()
    }
    return found
  }

  async #open(): Promise<FileHandle | null> {
    for (const place of this.places) {
      try {
        return await open(place, 'r')
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      }
    }
    return null
  }
}

const lineOf = (text: string, seq: number): LogLine => {
  try {
    return { ...(JSON.parse(text) as LogLine), seq }
  } catch {
    return { seq, at: new Date(0).toISOString(), level: 'error', code: 'LOG_LINE_BROKEN', args: {} }
  }
}

async function* linesFrom(
  file: FileHandle,
  offset: number,
): AsyncGenerator<{ line: string; start: number; next: number }> {
  let rest: Buffer = Buffer.alloc(0)
  let start = offset
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK)
    const { bytesRead } = await file.read(chunk, 0, CHUNK, start + rest.length)
    if (bytesRead === 0) return
    const text = Buffer.concat([rest, chunk.subarray(0, bytesRead)])
    let from = 0
    for (let end = text.indexOf(NEWLINE); end >= 0; end = text.indexOf(NEWLINE, from)) {
      const next = start + end + 1 - from
      yield { line: text.toString('utf8', from, end), start, next }
      start = next
      from = end + 1
    }
    rest = text.subarray(from)
  }
}
