const QUOTE = 34
const LF = 10
const CR = 13
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

export interface HeaderRecord {
  cells: string[]
  /** Offset of the byte after the record's line end. */
  next: number
  /** Physical lines the record takes. */
  lines: number
  /** False where the text ends inside the record, or a closing quote is followed by text. */
  complete: boolean
}

/** One CSV record of UTF-8 `bytes` at `start`: RFC 4180, with LF, CR or CRLF as line end. Meant for header rows. */
export const readRecord = (bytes: Uint8Array, start: number, delimiter: number): HeaderRecord => {
  const cells: string[] = []
  let at = start
  let lines = 1
  for (;;) {
    const quoted = bytes[at] === QUOTE
    const cell: number[] = []
    if (quoted) {
      for (at++; at < bytes.length; at++) {
        if (bytes[at] === QUOTE && bytes[++at] !== QUOTE) break
        if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF)) lines++
        cell.push(bytes[at]!)
      }
    } else while (!endsCell(bytes[at], delimiter)) cell.push(bytes[at++]!)
    cells.push(decoder.decode(Uint8Array.from(cell)))
    const end = bytes[at]
    if (end === delimiter) at++
    else {
      const next = Math.min(at + (end === CR && bytes[at + 1] === LF ? 2 : 1), bytes.length)
      const complete = end === LF || end === CR || (end === undefined && !(quoted && bytes[at - 1] !== QUOTE))
      return { cells, next, lines, complete }
    }
  }
}

const endsCell = (byte: number | undefined, delimiter: number): boolean =>
  byte === undefined || byte === delimiter || byte === LF || byte === CR
