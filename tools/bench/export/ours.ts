import { partFileName } from '@crosswalk/core'
import { ExportFolder, RunLog, executeExport, type ExportSpec } from '@crosswalk/server'
import { createHash, type Hash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import path from 'node:path'

const CR = 0x0d

const headerOf = async (file: string): Promise<Buffer> => {
  const handle = await open(file)
  const { buffer } = await handle.read(Buffer.alloc(1024), 0, 1024, 0)
  await handle.close()
  return buffer.subarray(0, buffer.indexOf(CR) + 2)
}

/** Adds a part to what the parts are as one file: a header, then rows. */
const addRows = async (hash: Hash, file: string, isFirst: boolean): Promise<void> => {
  const start = isFirst ? 0 : (await headerOf(file)).length
  for await (const chunk of createReadStream(file, { start, highWaterMark: 1 << 20 }))
    hash.update(chunk as Buffer)
}

export interface Exported {
  parts: number
  bytes: number
  /** SHA-256 of each part, joined; and of the parts as one file, where they were looked at. */
  parted: string
  whole: string
}

/**
 * An export as its worker carries it out. Each part is deleted once it and those before it are there, so that any
 * number of them fits the disk; with `isRead` it is read before, which takes time of its own.
 */
export const exportParts = async (spec: ExportSpec, folder: string, isRead: boolean): Promise<Exported> => {
  const files = new ExportFolder(folder)
  const log = new RunLog(
    path.join(folder, 'log.ndjson'),
    () => new Date(),
    () => undefined,
  )
  const hash = createHash('sha256')
  let seen = 0
  let tidy: Promise<void> = Promise.resolve()
  const look = async (): Promise<void> => {
    for (;;) {
      const file = path.join(folder, partFileName(seen + 1, spec.format, spec.compression))
      if (!existsSync(file)) return
      if (isRead) await addRows(hash, file, seen === 0)
      await rm(file)
      seen += 1
    }
  }
  const manifest = await executeExport(spec, files, log, new AbortController().signal, {
    planned: () => undefined,
    progress: () => undefined,
    saved: () => void (tidy = tidy.then(look)),
  })
  await tidy
  log.close()
  return {
    parts: seen,
    bytes: manifest.totalBytes,
    parted: createHash('sha256')
      .update(manifest.parts.map(({ sha256 }) => sha256).join())
      .digest('hex'),
    whole: hash.digest('hex'),
  }
}
