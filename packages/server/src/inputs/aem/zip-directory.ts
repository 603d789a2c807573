import { fromRandomAccessReaderPromise, getFileNameLowLevel, RandomAccessReader, type Entry } from 'yauzl'
import { Problem } from '../../problem.js'
import type { ByteSource } from './byte-source.js'
import { broken } from './input-problems.js'

/** What is needed of an entry of the central directory to judge it and to read it later. */
export interface ZipEntry {
  name: string
  headerAt: number
  compressed: number
  size: number
  method: number
  crc: number
  encrypted: boolean
  link: boolean
}

const WINDOW = 2 ** 20

/** Serves yauzl's many small reads of the central directory from a window of the file. */
class WindowReader extends RandomAccessReader {
  #at = 0
  #window: Buffer = Buffer.alloc(0)

  constructor(private readonly source: ByteSource) {
    super()
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    if (position >= this.#at && position + length <= this.#at + this.#window.length) {
      this.#window.copy(buffer, offset, position - this.#at, position - this.#at + length)
      callback(null)
      return
    }
    const wanted = Math.min(Math.max(length, WINDOW), this.source.size - position)
    this.source.bytes(position, Math.max(wanted, length)).then(
      (window) => {
        this.#at = position
        this.#window = window
        window.copy(buffer, offset, 0, length)
        callback(null)
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
    )
  }
}

const S_IFMT = 0o170000
const S_IFLNK = 0o120000

const lean = (entry: Entry): ZipEntry => ({
  name: getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true),
  headerAt: entry.relativeOffsetOfLocalHeader,
  compressed: entry.compressedSize,
  size: entry.uncompressedSize,
  method: entry.compressionMethod,
  crc: entry.crc32,
  encrypted: entry.isEncrypted(),
  link: ((entry.externalFileAttributes >>> 16) & S_IFMT) === S_IFLNK,
})

/** The entries of a zip archive in the order of its central directory. Throws `ARCHIVE_BROKEN`. */
export async function* zipEntries(source: ByteSource, label: string): AsyncGenerator<ZipEntry> {
  try {
    const reader = new WindowReader(source)
    const zip = await fromRandomAccessReaderPromise(reader, source.size, {
      autoClose: false,
      decodeStrings: false,
    })
    for await (const entry of zip.eachEntry()) yield lean(entry)
  } catch (error) {
    if (error instanceof Problem) throw error
    const reason = error instanceof Error ? error.message : ''
    if (reason.includes('strong encryption'))
      throw new Problem('ARCHIVE_UNSAFE', 'The archive is encrypted. Export it without encryption.', {
        file: label,
      })
    throw broken(label, reason.toLowerCase(), error)
  }
}
