import { Problem } from '../../problem.js'
import { decoderFor } from './decode.js'
import { openInput } from './open.js'
import type { TextSurvey } from './survey.js'

const CHUNK = 4 << 20

/**
 * The text of a surveyed file as UTF-8 bytes, without its byte order mark, not yet made well-formed.
 * A chunk is valid until the next is asked for. A file that changed since the survey is `INPUT_CHANGED`.
 */
export async function* textChunks(survey: TextSurvey, chunkSize = CHUNK): AsyncGenerator<Uint8Array> {
  const handle = await openInput(survey.path, survey.label)
  try {
    const decoder = decoderFor(survey.encoding)
    const buffer = Buffer.allocUnsafe(chunkSize)
    let at = survey.bom
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, at)
      if (bytesRead === 0) break
      at += bytesRead
      yield decoder.decode(buffer.subarray(0, bytesRead))
    }
    const rest = decoder.end()
    if (rest.length > 0) yield rest
    if (at !== survey.bytes) {
      throw new Problem('INPUT_CHANGED', 'The file changed while it was read; run again.', {
        file: survey.label,
      })
    }
  } finally {
    await handle.close()
  }
}
