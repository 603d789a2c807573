/** The encodings a text input may have. `windows-1252` also reads ISO-8859-1, of which it is a superset. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

export interface EncodingMark {
  encoding: Encoding
  /** Bytes of the byte order mark, which is not part of the text. */
  bom: number
}

/** What the first bytes say: a byte order mark, or the NULs that UTF-16 puts beside ASCII; null if neither. */
export const encodingMark = (head: Uint8Array): EncodingMark | null => {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bom: 3 }
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bom: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bom: 2 }
  return utf16WithoutMark(head)
}

/** A header row begins with ASCII, of whose UTF-16 bytes every other one is NUL. */
const utf16WithoutMark = (head: Uint8Array): EncodingMark | null => {
  const [a, b, c, d] = head
  if (a !== 0 && b === 0 && c !== 0 && (d === 0 || d === undefined)) return { encoding: 'utf-16le', bom: 0 }
  if (a === 0 && b !== 0 && b !== undefined && (c === 0 || c === undefined) && d !== 0)
    return { encoding: 'utf-16be', bom: 0 }
  return null
}
