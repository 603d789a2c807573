import type { Encoding } from '../../../src/inputs/text/encoding.js'

const WINDOWS: Record<string, number> = { '€': 0x80, Ž: 0x8e, '’': 0x92 }

/** Text as a file holds it; windows-1252 has no byte order mark. */
export const encode = (text: string, encoding: Encoding, bom: boolean): Uint8Array => {
  const marked = bom ? `\uFEFF${text}` : text
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(marked)
    case 'utf-16le':
      return Buffer.from(marked, 'utf16le')
    case 'utf-16be':
      return Buffer.from(marked, 'utf16le').swap16()
    case 'windows-1252':
      return Buffer.from([...text].map((character) => WINDOWS[character] ?? character.charCodeAt(0)))
  }
}
