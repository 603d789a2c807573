/** The encodings a text input may have. `windows-1252` also reads ISO-8859-1, of which it is a superset. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

export interface EncodingMark {
  encoding: Encoding
  /** Bytes of the byte order mark, which is not part of the text. */
  bom: number
}

const SAMPLE = 256

/** What the first bytes say: a byte order mark, or the NULs that UTF-16 puts beside ASCII; null if neither. */
export const encodingMark = (head: Uint8Array): EncodingMark | null => {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bom: 3 }
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bom: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bom: 2 }
  return utf16WithoutMark(head)
}

/** A header row is ASCII nearly everywhere, so one half of its UTF-16 bytes is NUL and the other is not. */
const utf16WithoutMark = (head: Uint8Array): EncodingMark | null => {
  const pairs = Math.min(head.length, SAMPLE) >> 1
  let even = 0
  let odd = 0
  for (let i = 0; i < pairs; i++) {
    if (head[2 * i] === 0) even++
    if (head[2 * i + 1] === 0) odd++
  }
  if (pairs === 0) return null
  if (odd > pairs * 0.5 && even < pairs * 0.1) return { encoding: 'utf-16le', bom: 0 }
  if (even > pairs * 0.5 && odd < pairs * 0.1) return { encoding: 'utf-16be', bom: 0 }
  return null
}
