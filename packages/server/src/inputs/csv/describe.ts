import { Problem } from '../../problem.js'
import { textChunks } from '../text/chunks.js'
import type { TextSurvey } from '../text/survey.js'
import { surveyText } from '../text/survey.js'
import { makeWellFormed } from '../text/well-formed.js'
import type { CsvHeader } from './header.js'
import { readHeader } from './header.js'

/** A CSV file before its rows are read: bytes, encoding, dialect, header. */
export interface CsvDescription {
  text: TextSurvey
  header: CsvHeader
  /** Lines up to the header's in which malformed characters were replaced. */
  replaced: readonly { line: number; count: number }[]
}

/** The header row must end within this many bytes of text. */
const HEAD = 1 << 20

/**
 * Surveys the file and reads its header. Throws the Problems of `openInput`, `INPUT_EMPTY` where there is no header
 * row, and `CSV_BROKEN` for a workbook or another archive that only claims to be CSV.
 */
export const describeCsv = async (
  path: string,
  label: string,
  known: (cells: readonly string[]) => number,
): Promise<CsvDescription> => {
  const text = await surveyText(path, label)
  const head = await readHead(text)
  if (head[0] === 0x50 && head[1] === 0x4b && head[2]! < 9) {
    throw new Problem(
      'CSV_BROKEN',
      'This is a zip archive, perhaps an Excel workbook, not CSV; save it as CSV.',
      { file: label },
    )
  }
  const header = readHeader(head, known)
  if (header.line === null) {
    throw new Problem('INPUT_EMPTY', 'The file has no header row; export it again with one.', { file: label })
  }
  const replaced: { line: number; count: number }[] = []
  makeWellFormed(head.subarray(0, header.bodyOffset), 1, (line, count) => replaced.push({ line, count }))
  return { text, header, replaced }
}

const readHead = async (text: TextSurvey): Promise<Uint8Array> => {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of textChunks({ ...text, bytes: Math.min(text.bytes, HEAD) }, HEAD)) {
    parts.push(Buffer.from(chunk))
    length += chunk.length
    if (length >= HEAD) break
  }
  return Buffer.concat(parts)
}
