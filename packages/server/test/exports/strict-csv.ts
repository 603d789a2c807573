const [QUOTE, COMMA, LF, CR] = [0x22, 0x2c, 0x0a, 0x0d]

/** A record of a file in memory; a cell becomes a text when asked for. */
export class CsvRecord {
  /** Where each cell begins and ends, its quotes with it. */
  readonly ends: number[] = []

  constructor(private readonly bytes: Buffer) {}

  get length(): number {
    return this.ends.length / 2
  }
  cell(at: number): string {
    const [start = 0, end = 0] = [this.ends[2 * at], this.ends[2 * at + 1]]
    if (this.bytes[start] !== QUOTE || start === end) return this.bytes.toString('utf8', start, end)
    return this.bytes.toString('utf8', start + 1, end - 1).replaceAll('""', '"')
  }
  cells(): string[] {
    return Array.from({ length: this.length }, (_, at) => this.cell(at))
  }
}

/**
 * A strict reader of RFC 4180: quotes only around a whole cell, doubled inside; a CR, LF or quote only inside quotes;
 * every record ends with CR LF. Tells each record, which is used again for the next; returns how many there were.
 */
export const readStrictly = (bytes: Buffer, tell: (record: CsvRecord, place: number) => void): number => {
  const record = new CsvRecord(bytes)
  let place = 0
  let at = 0
  while (at < bytes.length) {
    record.ends.length = 0
    for (;;) {
      const start = at
      if (bytes[at] === QUOTE) {
        do {
          at = bytes.indexOf(QUOTE, at + 1)
          if (at < 0) throw new Error(`A quote of record ${place} is never closed.`)
          at += 1
        } while (bytes[at] === QUOTE)
      } else {
        while (at < bytes.length && bytes[at] !== COMMA && bytes[at] !== CR) {
          if (bytes[at] === QUOTE || bytes[at] === LF)
            throw new Error(`Record ${place} has a bare quote or LF.`)
          at += 1
        }
      }
      record.ends.push(start, at)
      if (bytes[at] === COMMA) at += 1
      else break
    }
    if (bytes[at] !== CR || bytes[at + 1] !== LF) throw new Error(`Record ${place} is not ended.`)
    at += 2
    tell(record, place)
    place += 1
  }
  return place
}
