/**
 * `graph.bin`: named arrays in one file, little endian.
 *
 * Header, 32-bit words: magic, format version, sections, file length, checksum. Then per section 24 bytes of
 * ASCII name padded with zeros and three words: element type, elements, byte offset. Then the arrays, each
 * beginning at a multiple of 8. The checksum is FNV-1a over the words after the header.
 */
export type Section = Uint8Array | Uint32Array | Int32Array | Float64Array
export type Sections = Readonly<Record<string, Section>>

const MAGIC = 0x47525758
const VERSION = 2
const HEADER = 20
const ENTRY = 36
const NAME = 24
const TYPES = [Uint8Array, Uint32Array, Int32Array, Float64Array] as const

/** A file that is no `graph.bin` of this version, or is damaged. */
export class GraphFormatError extends Error {
  override name = 'GraphFormatError'
}

const aligned = (offset: number): number => (offset + 7) & ~7
const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

export const encodeGraph = (sections: Sections): Uint8Array => {
  const entries = Object.entries(sections)
  let size = aligned(HEADER + ENTRY * entries.length)
  const offsets = entries.map(([, { byteLength }]) => {
    const at = size
    size = aligned(at + byteLength)
    return at
  })
  if (!isLittleEndian || size > 0x7fffffff) throw new GraphFormatError('The graph cannot be written here.')
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  ;[MAGIC, VERSION, entries.length, size].forEach((word, i) => view.setUint32(4 * i, word, true))
  entries.forEach(([name, array], i) => {
    const at = HEADER + ENTRY * i
    if (!/^[\x21-\x7e]{1,24}$/.test(name)) throw new GraphFormatError(`${name} is no name of a section.`)
    for (let c = 0; c < name.length; c++) bytes[at + c] = name.charCodeAt(c)
    const type = TYPES.findIndex((Type) => array instanceof Type)
    ;[type, array.length, offsets[i]!].forEach((word, w) => view.setUint32(at + NAME + 4 * w, word, true))
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offsets[i])
  })
  view.setUint32(16, checksum(bytes), true)
  return bytes
}

/**
 * The arrays as views into `bytes`, without a copy where `bytes` begins at a multiple of 8.
 * @throws GraphFormatError
 */
export const decodeGraph = (bytes: Uint8Array): Record<string, Section> => {
  const whole = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()
  const view = new DataView(whole.buffer, whole.byteOffset, whole.byteLength)
  const word = (at: number): number => view.getUint32(at, true)
  if (!isLittleEndian || whole.length < HEADER || word(0) !== MAGIC)
    throw new GraphFormatError('Not a graph file.')
  if (word(4) !== VERSION) throw new GraphFormatError(`Graph format ${word(4)} is not known.`)
  const intact = word(12) === whole.length && whole.length % 8 === 0 && word(16) === checksum(whole)
  if (!intact) throw new GraphFormatError('The graph file is damaged.')
  return Object.fromEntries(
    Array.from({ length: word(8) }, (_, i) => {
      const at = HEADER + ENTRY * i
      const letters = whole.subarray(at, at + NAME).filter((byte) => byte !== 0)
      const Type = TYPES[word(at + NAME)]!
      return [
        String.fromCharCode(...letters),
        new Type(whole.buffer as ArrayBuffer, whole.byteOffset + word(at + NAME + 8), word(at + NAME + 4)),
      ]
    }),
  )
}

const checksum = (bytes: Uint8Array): number => {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >>> 2)
  let hash = 0x811c9dc5
  for (let i = HEADER / 4; i < words.length; i++) hash = Math.imul(hash ^ words[i]!, 0x01000193)
  return hash >>> 0
}
