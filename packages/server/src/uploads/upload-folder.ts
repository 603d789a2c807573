import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import { environmentProblem } from '../workers/environment-problem.js'

/** What a file turned out to be once it was whole. */
export interface Received {
  readonly bytes: number
  readonly sha256: string
}

const LONGEST = 80

/** A file's name as the server writes it: plain characters, not hidden, its end kept, for formats are told by it. */
export const storedName = (name: string): string =>
  name
    .replace(/^.*[\\/]/s, '')
    .replace(/[^A-Za-z0-9._-]+/g, '_')
    .replace(/^\.+/, '')
    .slice(-LONGEST) || 'file'

const syncFolder = async (path: string): Promise<void> => {
  const handle = await open(path, 'r')
  await handle.sync()
  await handle.close()
}

/** `data/uploads`: `<id>/<name>` for each upload that is whole, `<id>.part` for one under way. */
export class UploadFolder {
  constructor(readonly path: string) {}

  /**
   * Streams a body to disk; whole and synced under its own name when the promise settles, and gone without a trace
   * where it fails. `seen` is told of each piece and may throw to refuse more; the body itself is left open, so
   * that the refusal can be answered.
   *
   * @throws Problem `DISK_FULL` or `NO_PERMISSION`, or what `seen` and `body` throw.
   */
  async receive(id: string, file: string, body: Readable, seen: (bytes: number) => void): Promise<Received> {
    const part = join(this.path, `${id}.part`)
    const hash = createHash('sha256')
    let bytes = 0
    const pieces = async function* (): AsyncGenerator<Buffer> {
      for await (const piece of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        bytes += piece.byteLength
        seen(bytes)
        hash.update(piece)
        yield piece
      }
    }
    try {
      await pipeline(pieces, createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true }))
      await mkdir(join(this.path, id), { mode: 0o700 })
      await rename(part, join(this.path, file))
      await syncFolder(join(this.path, id))
      await syncFolder(this.path)
      return { bytes, sha256: hash.digest('hex') }
    } catch (fault) {
      await rm(part, { force: true })
      await this.remove(id)
      throw environmentProblem(fault) ?? fault
    }
  }

  async remove(id: string): Promise<void> {
    await rm(join(this.path, id), { recursive: true, force: true })
  }

  /** Removes what belongs to no upload: what a process left that ended while it received, or before it recorded. */
  async sweep(known: ReadonlySet<string>): Promise<void> {
    for (const name of await readdir(this.path))
      if (!known.has(name)) await rm(join(this.path, name), { recursive: true, force: true })
  }
}
