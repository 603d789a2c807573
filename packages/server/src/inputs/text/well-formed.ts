import { isUtf8 } from 'node:buffer'

const LF = 10
const CR = 13
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Whether nothing in `bytes` needs replacing: UTF-8 without NUL, which no identity has and files with it are torn. */
export const isWellFormed = (bytes: Uint8Array): boolean => isUtf8(bytes) && !bytes.includes(0)

/**
 * UTF-8 in which every malformed sequence (as the WHATWG Encoding Standard cuts them) and every NUL is U+FFFD.
 * Line ends stay what and where they are. `replaced` gets each line that changed, counted from `line`.
 */
export const makeWellFormed = (
  bytes: Uint8Array,
  line: number,
  replaced: (line: number, count: number) => void,
): Uint8Array => {
  const parts: Uint8Array[] = []
  for (let start = 0; start < bytes.length;) {
    let end = start
    while (end < bytes.length && bytes[end] !== LF && bytes[end] !== CR) end++
    const next = bytes[end] === CR && bytes[end + 1] === LF ? end + 2 : Math.min(end + 1, bytes.length)
    const text = bytes.subarray(start, end)
    if (isWellFormed(text)) parts.push(bytes.subarray(start, next))
    else {
      const repaired = decoder.decode(text).replaceAll('\0', '\uFFFD')
      replaced(line, occurrences(repaired) - originals(text))
      parts.push(Buffer.from(repaired), bytes.subarray(end, next))
    }
    start = next
    line++
  }
  return Buffer.concat(parts)
}

const occurrences = (text: string): number => text.split('\uFFFD').length - 1

/** U+FFFD that the text had already. */
const originals = (bytes: Uint8Array): number => {
  let count = 0
  for (let i = 0; i + 2 < bytes.length; i++) {
    if (bytes[i] === 0xef && bytes[i + 1] === 0xbf && bytes[i + 2] === 0xbd) count++
  }
  return count
}
