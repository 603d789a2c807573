import { Problem } from '../../problem.js'
import { DocviewParser, type DocviewResult } from './docview-parser.js'

const SNIFFED_BYTES = 4096

/** The encoding by byte-order mark, by the shape of `<?`, or as the XML declaration says; UTF-8 otherwise. */
const encodingOf = (start: Buffer): string => {
  const mark = start.subarray(0, 4).toString('hex')
  if (mark.startsWith('fffe') || mark === '3c003f00') return 'utf-16le'
  if (mark.startsWith('feff') || mark === '003c003f') return 'utf-16be'
  const declared = /^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(
    start.toString('latin1'),
  )
  return declared?.[1] ?? 'utf-8'
}

const looksLikeDocview = (start: string): boolean =>
  start.includes('jcr:root') || start.includes('http://www.jcp.org/jcr/1.0')

/**
 * Reads a file that may be a document view. `always`: its name says that it is one (`.content.xml`, a policy);
 * any other must look like one within its first 4 kB, else it is an ordinary file and is not parsed.
 */
export const readDocview = async (
  chunks: AsyncIterable<Buffer>,
  file: string,
  always: boolean,
  maxBytes: number,
): Promise<DocviewResult> => {
  let start = Buffer.alloc(0)
  let parser: DocviewParser | null = null
  let decoder: InstanceType<typeof TextDecoder> | null = null
  let bytes = 0
  const decode = (chunk: Buffer | null): void => {
    if (parser === null || decoder === null || parser.rejected !== null) return
    let text: string
    try {
      text = chunk === null ? decoder.decode() : decoder.decode(chunk, { stream: true })
    } catch {
      throw parser.broken(`its bytes are no valid ${decoder.encoding.toUpperCase()}`)
    }
    parser.write(text)
  }
  const begin = (): boolean => {
    const encoding = encodingOf(start)
    const head = start.subarray(0, SNIFFED_BYTES).toString(encoding === 'utf-16le' ? 'utf16le' : 'latin1')
    const looks = looksLikeDocview(encoding === 'utf-16be' ? head.replaceAll('\0', '') : head)
    if (!looks && !always) return false
    parser = new DocviewParser(file, looks || head.includes('<!DOCTYPE'))
    try {
      decoder = new TextDecoder(encoding, { fatal: true })
    } catch {
      throw parser.broken(`its encoding ${encoding} is not known`)
    }
    decode(start)
    return true
  }
  for await (const chunk of chunks) {
    if ((bytes += chunk.length) > maxBytes) throw tooLarge(file, maxBytes)
    if (parser !== null) decode(chunk)
    else {
      start = Buffer.concat([start, chunk])
      if (start.length >= SNIFFED_BYTES && !begin()) break
    }
    if ((parser as DocviewParser | null)?.rejected) break
  }
  if (parser === null && !(start.length < SNIFFED_BYTES && begin()))
    return { docview: false, reason: 'it is no document view' }
  decode(null)
  return (parser as unknown as DocviewParser).end()
}

const tooLarge = (file: string, bytes: number): Problem =>
  new Problem(
    'ARCHIVE_TOO_LARGE',
    `The file is larger than ${bytes} bytes, the limit for one document view.`,
    {
      file,
    },
  )
