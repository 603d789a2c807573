import { Problem } from '../../problem.js'
import { isBlank } from './blank.js'
import { ESCAPE, ESCAPES, MAX_ROW_BYTES, UNIT } from './normal-form.js'

/** What becomes of the columns of a file, by their place in its header. */
export interface RowLayout {
  delimiter: number
  columns: readonly ColumnUse[]
  /** A row is kept if the bits of its cells that are present hold all of these. */
  required: number
}

export interface ColumnUse {
  /** Whether the cell goes into the normal form. */
  keep: boolean
  /** Bits a present cell sets for its row. */
  bits: number
}

/** Told of each row that is not kept. Lines are 1-based lines of the original file. */
export interface RowReports {
  badRow(line: number, problem: string): void
  /** A row whose cells set only `bits` of the required ones. */
  incompleteRow(line: number, bits: number): void
}

const QUOTE = 0x22
const LF = 0x0a
const CR = 0x0d
/** Follows the text in its buffer; text has no NUL of its own here. */
const END = 0
const INCOMPLETE = -1

/** Text that may be read again because quotes do not pair up, beside four times what was taken, before it is refused. */
const MAX_REREAD = 64 << 20
const UNPAIRED = 'a quote has no partner, or text follows a closing quote'

/**
 * Splits well-formed UTF-8 CSV text into rows and rewrites them in normal form (normal-form.ts).
 *
 * RFC 4180, and: LF, CR and CRLF each end a line; blank lines are no rows; a quote inside an unquoted cell is text;
 * missing cells are absent; a row with more cells than the header is bad unless the surplus is blank. A row whose
 * quotes do not pair up costs its first line only: reading goes on at the next, where, up to the place that showed
 * the fault, a row must have exactly the header's cells and no stray quote to count as one.
 */
export class RowNormaliser {
  /** The normal form; `length` bytes of it are filled. The caller takes them and sets `length` to 0. */
  out = new Uint8Array(0)
  length = 0
  rows = 0
  longest = 0
  escaped = false
  line: number
  #suspectUntil = 0
  /** Past a row that was too long: only a row that looks whole ends it. */
  #lost = false
  #fault: { line: number; last: number } | null = null
  #reread = 0
  #taken = 0
  readonly #width: number
  readonly #keep: Uint8Array
  readonly #bit: Uint8Array
  readonly #bare = new Uint8Array(256)
  readonly #quoted = new Uint8Array(256)
  readonly #letter = new Uint8Array(256)

  constructor(
    private readonly layout: RowLayout,
    firstLine: number,
    private readonly reports: RowReports,
    private readonly label: string,
  ) {
    this.line = firstLine
    this.#width = layout.columns.length
    this.#keep = Uint8Array.from(layout.columns, (column) => Number(column.keep))
    this.#bit = Uint8Array.from(layout.columns, (column) => column.bits)
    for (const byte of [LF, CR, END, QUOTE, UNIT, ESCAPE]) this.#bare[byte] = this.#quoted[byte] = 1
    this.#bare[layout.delimiter] = 1
    for (const [byte, letter] of ESCAPES) this.#letter[byte] = letter.charCodeAt(0)
  }

  /**
   * Takes the rows that are complete in the first `end` bytes of `text` (all of them if `final`) and returns how
   * many bytes that were; the rest must come again with more text behind it. `text[end]` is overwritten.
   */
  push(text: Uint8Array, end: number, final: boolean): number {
    text[end] = END
    let at = 0
    while (at < end) {
      const next = this.#step(text, at, end, final)
      if (next === INCOMPLETE) break
      at = next
    }
    this.#suspectUntil -= at
    this.#taken += at
    if (final) this.#report()
    return at
  }

  #step(text: Uint8Array, at: number, end: number, final: boolean): number {
    if (text[at] === LF || text[at] === CR) {
      const next = this.#lineEnd(text, at, end, final)
      if (next !== INCOMPLETE) this.line++
      return next
    }
    this.#makeRoom(2 * (end - at) + 64 + this.#width)
    const before = this.length
    const next = this.#row(text, at, end, final)
    if (next === INCOMPLETE) {
      return end - at > MAX_ROW_BYTES ? this.#tooLong(text, at, end) : INCOMPLETE
    }
    if (this.length > before) {
      this.longest = Math.max(this.longest, this.length - before)
      this.rows++
    }
    return next
  }

  #makeRoom(bytes: number): void {
    if (this.out.length - this.length >= bytes) return
    const grown = new Uint8Array(Math.max(this.length + bytes, this.out.length * 2))
    grown.set(this.out.subarray(0, this.length))
    this.out = grown
  }

  /** The offset behind the line end at `at`; a CR needs to see the next byte. */
  #lineEnd(text: Uint8Array, at: number, end: number, final: boolean): number {
    if (at === end) return final ? end : INCOMPLETE
    if (text[at] === LF) return at + 1
    if (at + 1 === end && !final) return INCOMPLETE
    return text[at + 1] === LF && at + 1 < end ? at + 2 : at + 1
  }

  #row(text: Uint8Array, start: number, end: number, final: boolean): number {
    const out = this.out
    const firstLine = this.line
    const delimiter = this.layout.delimiter
    const bare = this.#bare
    const quoted = this.#quoted
    const width = this.#width
    let line = firstLine
    let o = decimal(out, this.length, this.rows)
    out[o++] = UNIT
    o = decimal(out, o, firstLine)
    let at = start
    let column = 0
    let bits = 0
    let surplus = false
    let stray = false
    for (;;) {
      const keep = column < width && this.#keep[column] === 1
      if (keep) out[o++] = UNIT
      const from = o
      let byte = text[at]!
      if (byte === QUOTE) {
        byte = text[++at]!
        for (;;) {
          if (quoted[byte] === 0) out[o++] = byte
          else if (byte === QUOTE) {
            if (at + 1 === end && !final) return INCOMPLETE
            if (text[at + 1] !== QUOTE) break
            out[o++] = QUOTE
            at++
          } else if (byte === END) {
            return final ? this.#reject(text, start, at, end) : INCOMPLETE
          } else {
            if (byte === LF || (byte === CR && text[at + 1] !== LF)) {
              if (at + 1 === end && byte === CR && !final) return INCOMPLETE
              line++
            }
            o = this.#escape(o, byte)
          }
          byte = text[++at]!
        }
        byte = text[++at]!
        if (byte !== delimiter && byte !== LF && byte !== CR && byte !== END) {
          return this.#reject(text, start, at, end)
        }
      } else {
        for (;;) {
          if (bare[byte] === 0) out[o++] = byte
          else if (byte === delimiter || byte === LF || byte === CR || byte === END) break
          else if (byte === QUOTE) {
            stray = true
            out[o++] = byte
          } else o = this.#escape(o, byte)
          byte = text[++at]!
        }
      }
      if (byte === END && !final) return INCOMPLETE
      const blank = o === from || isBlank(out, from, o)
      if (blank) o = from
      else if (column >= width) surplus = true
      else bits |= this.#bit[column]!
      if (!keep) o = from
      column++
      if (byte !== delimiter) break
      at++
    }
    const next = this.#lineEnd(text, at, end, final)
    if (next === INCOMPLETE) return INCOMPLETE
    if (next - start > MAX_ROW_BYTES) return this.#tooLong(text, start, end)
    if (start < this.#suspectUntil || this.#lost) {
      if (stray || column !== width) return this.#reject(text, start, at, end)
      this.#lost = false
    }
    this.#report()
    this.line = line + 1
    if (surplus) {
      this.reports.badRow(firstLine, `it has ${column} cells, the header has ${width}`)
    } else if ((bits & this.layout.required) !== this.layout.required) {
      this.reports.incompleteRow(firstLine, bits)
    } else {
      for (; column < width; column++) if (this.#keep[column] === 1) out[o++] = UNIT
      out[o++] = LF
      this.length = o
    }
    return next
  }

  #escape(o: number, byte: number): number {
    this.escaped = true
    this.out[o] = ESCAPE
    this.out[o + 1] = this.#letter[byte]!
    return o + 2
  }

  #tooLong(text: Uint8Array, start: number, end: number): number {
    const next = this.#reject(text, start, start + MAX_ROW_BYTES, end)
    this.#lost = true
    return next
  }

  #report(): void {
    if (this.#fault === null) return
    const { line, last } = this.#fault
    this.reports.badRow(
      line,
      last === line ? UNPAIRED : `${UNPAIRED}; with it all to line ${last} was skipped`,
    )
    this.#fault = null
  }

  /** Gives up the row at `start`, whose fault showed at `seen`, and returns the start of the next line. */
  #reject(text: Uint8Array, start: number, seen: number, end: number): number {
    let next = start
    while (next < end && text[next] !== LF && text[next] !== CR) next++
    if (next < end) next += text[next] === CR && text[next + 1] === LF ? 2 : 1
    if (this.#fault !== null && (start < this.#suspectUntil || this.#lost)) this.#fault.last = this.line
    else {
      this.#report()
      this.#fault = { line: this.line, last: this.line }
    }
    this.#suspectUntil = Math.max(this.#suspectUntil, seen)
    this.#reread += Math.max(0, seen - next)
    if (this.#reread > MAX_REREAD + 4 * this.#taken) {
      throw new Problem('CSV_BROKEN', 'The quotes do not pair up from here on; export the file again.', {
        file: this.label,
        line: this.line,
      })
    }
    this.line++
    return next
  }
}

const decimal = (out: Uint8Array, at: number, value: number): number => {
  let digits = 1
  for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) digits++
  for (let i = at + digits - 1, rest = value; i >= at; i--) {
    out[i] = 48 + (rest % 10)
    rest = Math.floor(rest / 10)
  }
  return at + digits
}
