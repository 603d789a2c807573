const [QUOTE, COMMA, LF, CR] = [0x22, 0x2c, 0x0a, 0x0d]

/**
 * A strict reader of RFC 4180: quotes only around a whole cell, doubled inside; a CR, LF or quote only inside quotes;
 * every record ends with CR LF. Tells each record; returns how many there were.
 */
export const readStrictly = (bytes: Buffer, tell: (record: string[], place: number) => void): number => {
  let place = 0
  let at = 0
  while (at < bytes.length) {
    const record: string[] = []
    for (;;) {
      const start = at
      if (bytes[at] === QUOTE) {
        do {
          at = bytes.indexOf(QUOTE, at + 1)
          if (at < 0) throw new Error(`A quote of record ${place} is never closed.`)
          at += 1
        } while (bytes[at] === QUOTE)
        record.push(bytes.toString('utf8', start + 1, at - 1).replaceAll('""', '"'))
      } else {
        while (at < bytes.length && bytes[at] !== COMMA && bytes[at] !== CR) {
          if (bytes[at] === QUOTE || bytes[at] === LF)
            throw new Error(`Record ${place} has a bare quote or LF.`)
          at += 1
        }
        record.push(bytes.toString('utf8', start, at))
      }
      const next = bytes[at]
      if (next !== COMMA && (next !== CR || bytes[at + 1] !== LF))
        throw new Error(`Record ${place} is not ended.`)
      at += 1
      if (next === COMMA) continue
      at += 1
      break
    }
    tell(record, place)
    place += 1
  }
  return place
}
