import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { crc32 } from 'node:zlib'

/** What a stored file is known by. */
export interface FileDigest {
  bytes: number
  sha256: string
  /** 8 hex digits. */
  crc32: string
}

/** Bytes, SHA-256 and CRC-32 of what passes by. */
export class Digest {
  readonly #sha256 = createHash('sha256')
  #crc32 = 0
  #bytes = 0

  update(chunk: Buffer): void {
    this.#sha256.update(chunk)
    this.#crc32 = crc32(chunk, this.#crc32)
    this.#bytes += chunk.length
  }

  result(): FileDigest {
    return {
      bytes: this.#bytes,
      sha256: this.#sha256.digest('hex'),
      crc32: this.#crc32.toString(16).padStart(8, '0'),
    }
  }
}

const CHUNK = 1 << 20

export const digestFile = async (path: string): Promise<FileDigest> => {
  const digest = new Digest()
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) digest.update(chunk as Buffer)
  return digest.result()
}
