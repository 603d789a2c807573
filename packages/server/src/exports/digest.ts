import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
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

/** Reads through one buffer: a stream's new one for each chunk costs half as much again. */
export const digestFile = async (path: string): Promise<FileDigest> => {
  const digest = new Digest()
  const buffer = Buffer.allocUnsafeSlow(CHUNK)
  const file = await open(path)
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK)
      if (bytesRead === 0) return digest.result()
      digest.update(buffer.subarray(0, bytesRead))
    }
  } finally {
    await file.close()
  }
}
