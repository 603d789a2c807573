import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib'
import type { ByteSource } from './byte-source.js'
import { broken } from './input-problems.js'
import type { ZipEntry } from './zip-directory.js'

/** Entries up to this size are unpacked in one step, which is many times faster than a stream. */
const WHOLE_BYTES = 2 ** 20
const CHUNK_BYTES = 2 ** 18
const LOCAL_HEADER_BYTES = 30
const LOCAL_HEADER_SIGNATURE = 0x04034b50

/** The unpacked bytes of an entry, held against its recorded size and CRC-32. Throws `ARCHIVE_BROKEN`. */
export async function* zipData(source: ByteSource, entry: ZipEntry, file: string): AsyncGenerator<Buffer> {
  if (entry.method !== 0 && entry.method !== 8)
    throw broken(file, `the entry is packed by method ${entry.method}, which packages do not use`)
  const header = await source.bytes(entry.headerAt, LOCAL_HEADER_BYTES)
  if (header.readUInt32LE(0) !== LOCAL_HEADER_SIGNATURE) throw broken(file, 'the entry has no header')
  const start = entry.headerAt + LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28)
  let crc = 0
  let size = 0
  for await (const chunk of unpacked(source, entry, start, file)) {
    size += chunk.length
    if (size > entry.size) throw broken(file, 'the entry is longer than the archive says')
    crc = crc32(chunk, crc)
    yield chunk
  }
  if (size !== entry.size) throw broken(file, 'the entry is shorter than the archive says')
  if (crc !== entry.crc) throw broken(file, 'the entry does not have the check sum that the archive records')
}

async function* unpacked(
  source: ByteSource,
  entry: ZipEntry,
  start: number,
  file: string,
): AsyncGenerator<Buffer> {
  if (entry.method === 0) yield* stored(source, start, entry.compressed)
  else
    try {
      if (entry.size <= WHOLE_BYTES && entry.compressed <= WHOLE_BYTES)
        yield inflateRawSync(await source.bytes(start, entry.compressed), { maxOutputLength: entry.size + 1 })
      else yield* inflated(stored(source, start, entry.compressed))
    } catch (error) {
      throw error instanceof Error && error.name === 'Problem'
        ? error
        : broken(file, 'the entry cannot be unpacked', error)
    }
}

async function* stored(source: ByteSource, start: number, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < length; at += CHUNK_BYTES)
    yield await source.bytes(start + at, Math.min(CHUNK_BYTES, length - at))
}

async function* inflated(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const unpacker = createInflateRaw({ chunkSize: CHUNK_BYTES })
  const feed = (async () => {
    for await (const chunk of packed)
      if (!unpacker.write(chunk)) await new Promise<void>((resume) => unpacker.once('drain', resume))
    unpacker.end()
  })()
  feed.catch((error: unknown) => unpacker.destroy(error instanceof Error ? error : undefined))
  for await (const chunk of unpacker) yield chunk as Buffer
  await feed
}
