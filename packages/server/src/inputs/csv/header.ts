import { readRecord } from './record.js'

/** The dialect and the header row of a CSV file, and where its rows begin. */
export interface CsvHeader {
  delimiter: number
  cells: string[]
  /** 1-based line of the header row; null where the file has no header row at all. */
  line: number | null
  /** Bytes of decoded text before the first row, and that row's line. */
  bodyOffset: number
  bodyLine: number
}

const DELIMITERS = [',', ';', '\t'].map((text) => text.charCodeAt(0))

/** Lines that tools put before the header: Entra's template version, Excel's `sep=`, PowerShell's type line. */
const PREAMBLE = /^"?(version:v[\d.]+|#TYPE\b.*?)"?[,;\t ]*$/i
const SEPARATOR = /^"?sep=([\t!#$%&*+,\-./:;<=>?@\\^_`|~])"?$/i

/**
 * Finds the header row in the head of a file (decoded, from its first byte). The delimiter is the one `sep=` names;
 * else comma, semicolon or tab, whichever gives most columns that `known` counts, then most columns at all.
 */
export const readHeader = (head: Uint8Array, known: (cells: readonly string[]) => number): CsvHeader => {
  let offset = 0
  let line = 1
  let fixed: number | null = null
  while (offset < head.length) {
    const first = physicalLine(head, offset)
    const separator = SEPARATOR.exec(first.text)
    if (first.text.trim() !== '' && separator === null && !PREAMBLE.test(first.text)) break
    if (separator !== null) fixed = separator[1]!.charCodeAt(0)
    offset = first.next
    line++
  }
  if (offset >= head.length) {
    return { delimiter: DELIMITERS[0]!, cells: [], line: null, bodyOffset: offset, bodyLine: line }
  }
  const candidates = (fixed === null ? DELIMITERS : [fixed]).map((delimiter) => {
    const record = readRecord(head, offset, delimiter)
    return { delimiter, record, known: record.complete ? known(record.cells) : -1 }
  })
  const best = candidates.reduce((a, b) =>
    b.known > a.known || (b.known === a.known && b.record.cells.length > a.record.cells.length) ? b : a,
  )
  const { cells, next, lines } = best.record
  return { delimiter: best.delimiter, cells, line, bodyOffset: next, bodyLine: line + lines }
}

const physicalLine = (bytes: Uint8Array, start: number): { text: string; next: number } => {
  let end = start
  while (end < bytes.length && bytes[end] !== 10 && bytes[end] !== 13) end++
  const next = end + (bytes[end] === 13 && bytes[end + 1] === 10 ? 2 : 1)
  return { text: Buffer.from(bytes.subarray(start, Math.min(end, start + 4096))).toString(), next }
}
