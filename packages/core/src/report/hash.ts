const PRIME = 0x100000001b3n
const MASK = 0xffffffffffffffffn

/** 16 hex digits: FNV-1a (64 bits) over the text's UTF-16LE bytes. Not a secret and not proof against an adversary. */
export const hash64 = (text: string): string => {
  let hash = 0xcbf29ce484222325n
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    for (const byte of [unit & 0xff, unit >> 8]) hash = ((hash ^ BigInt(byte)) * PRIME) & MASK
  }
  return hash.toString(16).padStart(16, '0')
}
