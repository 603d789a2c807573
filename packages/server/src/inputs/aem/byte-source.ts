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

export class FileSource implements ByteSource {
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
