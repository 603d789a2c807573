import type { Encoding } from './encoding.js'

/** Turns a file's bytes, chunk by chunk, into UTF-8 bytes. Malformed input becomes a byte that UTF-8 never has. */
export interface Decoder {
  decode(chunk: Uint8Array): Uint8Array
  /** What is left at the end of the file. */
  end(): Uint8Array
}

/** Stands for an unpaired surrogate or half a code unit until the text is made well-formed. */
const MALFORMED = 0xff
const NOTHING = new Uint8Array(0)

export const decoderFor = (encoding: Encoding): Decoder => {
  switch (encoding) {
    case 'utf-8':
      return { decode: (chunk) => chunk, end: () => NOTHING }
    case 'windows-1252':
      return { decode: decodeWindows1252, end: () => NOTHING }
    case 'utf-16le':
      return new Utf16Decoder(0, 1)
    case 'utf-16be':
      return new Utf16Decoder(1, 0)
  }
}

/** 0x80 to 0x9F of windows-1252 as the WHATWG Encoding Standard has them; the rest equals ISO-8859-1. */
const HIGH_CONTROLS = [
  0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d,
  0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a,
  0x153, 0x9d, 0x17e, 0x178,
]

const decodeWindows1252 = (chunk: Uint8Array): Uint8Array => {
  const out = new Uint8Array(chunk.length * 3)
  let o = 0
  for (const byte of chunk) {
    o = byte < 0x80 ? ((out[o] = byte), o + 1) : put(out, o, byte < 0xa0 ? HIGH_CONTROLS[byte - 0x80]! : byte)
  }
  return out.subarray(0, o)
}

class Utf16Decoder implements Decoder {
  #rest: Uint8Array = NOTHING
  constructor(
    private readonly low: 0 | 1,
    private readonly high: 0 | 1,
  ) {}

  decode(chunk: Uint8Array): Uint8Array {
    return this.#run(this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]), false)
  }
  end(): Uint8Array {
    return this.#run(this.#rest, true)
  }

  #run(bytes: Uint8Array, final: boolean): Uint8Array {
    const out = new Uint8Array((bytes.length >> 1) * 3 + 3)
    const unit = (at: number): number => bytes[at + this.low]! | (bytes[at + this.high]! << 8)
    let o = 0
    let i = 0
    for (; i + 1 < bytes.length; i += 2) {
      const code = unit(i)
      if (code < 0xd800 || code > 0xdfff) {
        o = put(out, o, code)
        continue
      }
      if (code < 0xdc00 && i + 3 >= bytes.length && !final) break
      const next = code < 0xdc00 && i + 3 < bytes.length ? unit(i + 2) : 0
      if (next >= 0xdc00 && next <= 0xdfff) {
        o = put(out, o, 0x10000 + ((code - 0xd800) << 10) + (next - 0xdc00))
        i += 2
      } else out[o++] = MALFORMED
    }
    if (final && i < bytes.length) out[o++] = MALFORMED
    this.#rest = final ? NOTHING : bytes.slice(i)
    return out.subarray(0, o)
  }
}

const put = (out: Uint8Array, o: number, code: number): number => {
  if (code < 0x80) out[o++] = code
  else if (code < 0x800) {
    out[o++] = 0xc0 | (code >> 6)
    out[o++] = 0x80 | (code & 63)
  } else {
    if (code < 0x10000) out[o++] = 0xe0 | (code >> 12)
    else {
      out[o++] = 0xf0 | (code >> 18)
      out[o++] = 0x80 | ((code >> 12) & 63)
    }
    out[o++] = 0x80 | ((code >> 6) & 63)
    out[o++] = 0x80 | (code & 63)
  }
  return o
}
