import { open, type FileHandle } from 'node:fs/promises'
import { broken } from './input-problems.js'

/** Random access to the bytes of an archive. */
export interface ByteSource {
  readonly size: number
  /** Exactly `length` bytes; `ARCHIVE_BROKEN` where the archive ends before. */
  bytes(position: number, length: number): Promise<Buffer>
  close(): Promise<void>
}

const short = (label: string) => broken(label, 'it ends before its contents do')

/** Read ahead: entries mostly follow each other, and waiting for the disk once for each costs more than reading. */
const WINDOW_BYTES = 2 ** 16

export class FileSource implements ByteSource {
  #window: Buffer = Buffer.alloc(0)
  #windowAt = 0

  private constructor(
    private readonly handle: FileHandle,
    private readonly label: string,
    readonly size: number,
  ) {}

  static async open(path: string, label: string): Promise<FileSource> {
    const handle = await open(path, 'r')
    return new FileSource(handle, label, (await handle.stat()).size)
  }

  async bytes(position: number, length: number): Promise<Buffer> {
    if (position + length > this.size) throw short(this.label)
    const offset = position - this.#windowAt
    if (offset >= 0 && offset + length <= this.#window.length)
      return this.#window.subarray(offset, offset + length)
    const wanted = Math.min(Math.max(length, WINDOW_BYTES), this.size - position)
    const read = await this.#read(position, wanted)
    if (wanted <= WINDOW_BYTES) {
      this.#window = read
      this.#windowAt = position
    }
    return read.subarray(0, length)
  }

  async #read(position: number, length: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(length)
    let filled = 0
    while (filled < length) {
      const { bytesRead } = await this.handle.read(buffer, filled, length - filled, position + filled)
      if (bytesRead === 0) throw short(this.label)
      filled += bytesRead
    }
    return buffer
  }

  close(): Promise<void> {
    return this.handle.close()
  }
}

export class BufferSource implements ByteSource {
  constructor(
    private readonly buffer: Buffer,
    private readonly label: string,
  ) {}

  get size(): number {
    return this.buffer.length
  }

  async bytes(position: number, length: number): Promise<Buffer> {
    if (position + length > this.size) throw short(this.label)
    return this.buffer.subarray(position, position + length)
  }

  async close(): Promise<void> {}
}
