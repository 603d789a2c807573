import type { Readable } from 'node:stream'

import type { Upload } from '../control/entities/upload.js'
import { newId } from '../control/ids.js'
import type { UploadKind } from '../control/upload-kinds.js'
import type { Uploads } from '../control/uploads.js'
import { Problem } from '../problem.js'
import { storedName, UploadFolder } from './upload-folder.js'
import { MAX_RECEIVING, UploadLimit } from './upload-limits.js'

export interface IncomingUpload {
  readonly kind: UploadKind
  /** As the sender names the file. */
  readonly name: string
  /** Bytes to come, where they are known. */
  readonly size: number | null
  readonly createdBy: string
  readonly body: Readable
}

/** An upload under way. */
export interface Receiving extends Pick<IncomingUpload, 'kind' | 'name' | 'size' | 'createdBy'> {
  readonly id: string
  /** Bytes that have come. */
  received: number
}

export interface UploadServiceOptions {
  readonly uploads: Uploads
  /** `data/uploads`. */
  readonly folder: string
  /** The most bytes of any one upload. */
  readonly limit: number
}

/** Files sent to the server: received, found again, and removed once nothing uses them. */
export class UploadService {
  readonly folder: UploadFolder
  readonly #receiving = new Map<string, Receiving>()

  constructor(private readonly options: UploadServiceOptions) {
    this.folder = new UploadFolder(options.folder)
  }

  /** Those under way, oldest first. */
  get receiving(): readonly Receiving[] {
    return [...this.#receiving.values()]
  }

  /** @throws Problem `TOO_LARGE`, `INPUT_EMPTY` or `TOO_MANY_REQUESTS`; nothing is left of a refused upload. */
  async receive({ body, ...incoming }: IncomingUpload): Promise<Upload> {
    if (this.#receiving.size >= MAX_RECEIVING)
      throw new Problem(
        'TOO_MANY_REQUESTS',
        `${MAX_RECEIVING} uploads are under way. Wait until one of them has ended.`,
      )
    const id = newId('upl')
    const receiving: Receiving = { id, ...incoming, received: 0 }
    this.#receiving.set(id, receiving)
    try {
      const { uploads, limit: configured } = this.options
      const limit = await UploadLimit.of(incoming.kind, configured, this.options.folder)
      limit.require(incoming.size ?? 0)
      const file = `${id}/${storedName(incoming.name)}`
      const received = await this.folder.receive(id, file, body, (bytes) => {
        limit.require(bytes)
        receiving.received = bytes
      })
      return await this.#record({ id, file, ...incoming, ...received }, uploads)
    } finally {
      this.#receiving.delete(id)
    }
  }

  /** @throws Problem `NOT_FOUND` or `UPLOAD_IN_USE` */
  async remove(id: string): Promise<void> {
    await this.options.uploads.remove(id)
    await this.folder.remove(id)
  }

  /** Removes what no job has used for a day. */
  async expire(): Promise<void> {
    for (const id of await this.options.uploads.expire()) await this.folder.remove(id)
  }

  /** As `expire`, and whatever an earlier process left; for the start, when nothing is under way. */
  async recover(): Promise<void> {
    await this.expire()
    await this.folder.sweep(await this.options.uploads.ids())
  }

  async #record(upload: Parameters<Uploads['add']>[0], uploads: Uploads): Promise<Upload> {
    try {
      if (upload.bytes === 0) throw new Problem('INPUT_EMPTY', 'The file is empty. Export it again.')
      const { id, kind, name, file, bytes, sha256, createdBy } = upload
      return await uploads.add({ id, kind, name, file, bytes, sha256, createdBy })
    } catch (fault) {
      await this.folder.remove(upload.id)
      throw fault
    }
  }
}
