import { statfs } from 'node:fs/promises'

import type { UploadKind } from '../control/upload-kinds.js'
import { Problem } from '../problem.js'

const MB = 2 ** 20
const GB = 2 ** 30

/** The most bytes of one upload, by kind, within what the configuration allows for any. */
export const KIND_LIMITS: Readonly<Record<UploadKind, number>> = {
  package: Infinity,
  directory: 16 * GB,
  permissions: 16 * GB,
  exceptions: 256 * MB,
  paths: GB,
  report: 4 * GB,
}

/** Uploads that may be under way at once. */
export const MAX_RECEIVING = 4

/** Bytes of the disk that uploads leave free for the stores. */
const RESERVE = 256 * MB

const inWords = (bytes: number): string =>
  bytes >= GB ? `${Math.floor(bytes / GB)} GB` : `${Math.floor(Math.max(0, bytes) / MB)} MB`

/** Why no more than these bytes can be taken. */
export class UploadLimit {
  private constructor(
    readonly bytes: number,
    private readonly why: string,
  ) {}

  static async of(kind: UploadKind, configured: number, folder: string): Promise<UploadLimit> {
    const { bavail, bsize } = await statfs(folder)
    const room = bavail * bsize - RESERVE
    const allowed = Math.min(configured, KIND_LIMITS[kind])
    return room < allowed
      ? new UploadLimit(Math.max(0, room), `the disk of the server has room for ${inWords(room)}`)
      : new UploadLimit(allowed, `a file of this kind may have ${inWords(allowed)}`)
  }

  /** @throws Problem `TOO_LARGE` */
  require(bytes: number): void {
    if (bytes > this.bytes)
      throw new Problem('TOO_LARGE', `The file is too large: ${this.why}. Send a smaller one.`)
  }
}
