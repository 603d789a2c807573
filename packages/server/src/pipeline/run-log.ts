import type { LogLevel, LogLine } from '@crosswalk/core'
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs'

/** A work folder's log, and that of the folder it becomes. */
export const LOG_FILE = 'log.ndjson'

/**
 * `log.ndjson`, one JSON object a line, fsynced line by line: what was told is on disk. A torn last line of an
 * interrupted run is dropped on opening, so that `seq` stays the line number.
 */
export class RunLog {
  #seq = 0
  #bytes = 0
  readonly #handle: number

  constructor(
    path: string,
    private readonly now: () => Date,
    private readonly told: (seq: number) => void,
  ) {
    if (existsSync(path)) {
      const text = readFileSync(path)
      const whole = text.lastIndexOf(0x0a) + 1
      if (whole < text.length) truncateSync(path, whole)
      for (let index = 0; index < whole; index++) if (text[index] === 0x0a) this.#seq++
      this.#bytes = whole
    }
    this.#handle = openSync(path, 'a')
  }

  /** Lines written so far, those of earlier processes included. */
  get seq(): number {
    return this.#seq
  }

  write(level: LogLevel, code: string, args: LogLine['args'] = {}): void {
    this.writeAll([{ level, code, args }])
  }

  /** Several lines with one fsync; they are told together. */
  writeAll(lines: readonly Pick<LogLine, 'level' | 'code' | 'args'>[]): void {
    if (lines.length === 0) return
    const at = this.now().toISOString()
    const text = lines.map(({ level, code, args }, place): string => {
      const line: LogLine = { seq: this.#seq + 1 + place, at, level, code, args }
      return `${JSON.stringify(line)}\n`
    })
    this.#append(Buffer.from(text.join('')))
    this.#seq += lines.length
    this.told(this.#seq)
  }

  /** All of it or, where the disk refuses, nothing. */
  #append(text: Buffer): void {
    try {
      for (let done = 0; done < text.length;) done += writeSync(this.#handle, text, done)
      fsyncSync(this.#handle)
      this.#bytes += text.length
    } catch (error) {
      ftruncateSync(this.#handle, this.#bytes)
      throw error
    }
  }

  close(): void {
    closeSync(this.#handle)
  }
}
