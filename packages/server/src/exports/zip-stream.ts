import type { ExportManifest } from '@crosswalk/core'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { EXPORT_MANIFEST } from './export-folder.js'

/**
 * A finished export as one zip: its parts as they are stored, and its manifest, so that `crosswalk verify` can check
 * the unpacked folder. Nothing is compressed again, so its size is known before its first byte.
 */
export const zipOf = async (
  folder: string,
  { parts }: ExportManifest,
  mtime: Date,
): Promise<{ stream: Readable; bytes: number }> => {
  const zip = new ZipFile()
  const stored = { mtime, mode: 0o100644, compress: false }
  zip.addBuffer(await readFile(join(folder, EXPORT_MANIFEST)), EXPORT_MANIFEST, stored)
  for (const { file, bytes } of parts)
    zip.addReadStreamLazy(file, { ...stored, size: bytes }, (take) =>
      take(null, createReadStream(join(folder, file))),
    )
  const bytes = await new Promise<number>((resolve) =>
    zip.end({ forceZip64Format: false, comment: '' }, resolve as () => void),
  )
  const stream = zip.outputStream as Readable
  zip.on('error', (error: Error) => stream.destroy(error))
  return { stream, bytes }
}
