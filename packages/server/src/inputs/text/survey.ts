import { createHash } from 'node:crypto'
import type { Encoding } from './encoding.js'
import { encodingMark } from './encoding.js'
import { openInput } from './open.js'
import type { Utf8Tally } from './utf8.js'
import { incompleteTail, tallyUtf8 } from './utf8.js'

/** What one pass over a text file's bytes tells. */
export interface TextSurvey {
  path: string
  label: string
  bytes: number
  /** SHA-256 of the file as stored, in hex. */
  sha256: string
  encoding: Encoding
  bom: number
}

const CHUNK = 1 << 20

/**
 * Hashes the file and settles its encoding: a byte order mark decides; else UTF-16 by its NULs; else UTF-8, unless
 * more bytes are malformed than form sequences, which is windows-1252.
 */
export const surveyText = async (path: string, label: string): Promise<TextSurvey> => {
  const handle = await openInput(path, label)
  try {
    const hash = createHash('sha256')
    const tally: Utf8Tally = { sequences: 0, malformed: 0 }
    const buffer = Buffer.allocUnsafe(CHUNK + 3)
    let mark: ReturnType<typeof encodingMark> = null
    let bytes = 0
    let kept = 0
    for (;;) {
      const { bytesRead } = await handle.read(buffer, kept, CHUNK)
      if (bytesRead === 0) break
      hash.update(buffer.subarray(kept, kept + bytesRead))
      if (bytes === 0) mark = encodingMark(buffer.subarray(0, bytesRead))
      bytes += bytesRead
      if (mark !== null) continue
      const filled = buffer.subarray(0, kept + bytesRead)
      const tail = incompleteTail(filled)
      tallyUtf8(filled.subarray(0, filled.length - tail), tally)
      buffer.copyWithin(0, filled.length - tail, filled.length)
      kept = tail
    }
    tallyUtf8(buffer.subarray(0, kept), tally)
    const encoding = mark?.encoding ?? (tally.malformed > tally.sequences ? 'windows-1252' : 'utf-8')
    return { path, label, bytes, sha256: hash.digest('hex'), encoding, bom: mark?.bom ?? 0 }
  } finally {
    await handle.close()
  }
}
