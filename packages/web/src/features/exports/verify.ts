import type { ExportPart } from './documents.js'

/** What became of one part when the downloaded files were looked at. */
export type Verdict = 'EQUAL' | 'DIFFERENT' | 'MISSING' | 'CHECKING'

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Browsers rename what is saved twice: `part-00001 (1).csv`. */
const plainName = (name: string): string => name.replace(/ ?\(\d+\)(?=\.)/, '')

const isPart = (file: File, part: ExportPart, parts: readonly ExportPart[]): boolean =>
  parts.length === 1 || plainName(file.name).endsWith(part.file)

const isEqual = async (file: File, { bytes, sha256 }: ExportPart): Promise<boolean> =>
  file.size === bytes && hex(await crypto.subtle.digest('SHA-256', await file.arrayBuffer())) === sha256

/**
 * Compares downloaded files with the parts of an export, one after the other, so that one file at a time is in
 * memory; `told` hears each verdict.
 */
export const verifyFiles = async (
  files: readonly File[],
  parts: readonly ExportPart[],
  told: (part: ExportPart, verdict: Verdict) => void,
): Promise<void> => {
  for (const part of parts) {
    const named = files.filter((file) => isPart(file, part, parts))
    if (named.length === 0) {
      told(part, 'MISSING')
      continue
    }
    told(part, 'CHECKING')
    let equal = false
    for (const file of named) equal ||= await isEqual(file, part)
    told(part, equal ? 'EQUAL' : 'DIFFERENT')
  }
}
