import { isAscii, isUtf8 } from 'node:buffer'

/** How much of a text reads as UTF-8: its sequences of several bytes, and the bytes that fit none. */
export interface Utf8Tally {
  sequences: number
  malformed: number
}

/** Bytes at the end of `bytes` that begin a sequence which the next bytes may complete: 0 to 3. */
export const incompleteTail = (bytes: Uint8Array): number => {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return sequenceLength(byte) > back ? back : 0
  }
  return 0
}

const sequenceLength = (lead: number): number =>
  lead >= 0xf5 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1

/** Adds what `bytes` holds to the tally. Clean ASCII costs one native call. */
export const tallyUtf8 = (bytes: Uint8Array, tally: Utf8Tally): void => {
  if (isAscii(bytes)) return
  const whole = isUtf8(bytes)
  for (let i = 0; i < bytes.length;) {
    const byte = bytes[i]!
    const length = byte < 0x80 ? 1 : sequenceLength(byte)
    if (byte < 0x80) i++
    else if (length > 1 && (whole || isUtf8(bytes.subarray(i, i + length)))) {
      tally.sequences++
      i += length
    } else {
      tally.malformed++
      i++
    }
  }
}
