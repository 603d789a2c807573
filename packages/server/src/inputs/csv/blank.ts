import { ESCAPE } from './normal-form.js'

/**
 * Whether a cell in normal form is empty or only white space (Unicode White_Space and U+FEFF), which makes it
 * absent. Looks no further than the first other character.
 */
export const isBlank = (bytes: Uint8Array, start: number, end: number): boolean => {
  for (let i = start; i < end;) {
    const width = blankWidth(bytes, i)
    if (width === 0) return false
    i += width
  }
  return true
}

const blankWidth = (bytes: Uint8Array, at: number): 0 | 1 | 2 | 3 => {
  const a = bytes[at]!
  if (a === 0x20 || (a >= 0x09 && a <= 0x0d)) return 1
  if (a < 0x80) return a === ESCAPE && (bytes[at + 1] === 0x6e || bytes[at + 1] === 0x72) ? 2 : 0
  const b = bytes[at + 1]!
  const c = bytes[at + 2]!
  switch (a) {
    case 0xc2:
      return b === 0x85 || b === 0xa0 ? 2 : 0
    case 0xe1:
      return b === 0x9a && c === 0x80 ? 3 : 0
    case 0xe2:
      if (b === 0x80) return c <= 0x8a || c === 0xa8 || c === 0xa9 || c === 0xaf ? 3 : 0
      return b === 0x81 && c === 0x9f ? 3 : 0
    case 0xe3:
      return b === 0x80 && c === 0x80 ? 3 : 0
    case 0xef:
      return b === 0xbb && c === 0xbf ? 3 : 0
    default:
      return 0
  }
}
