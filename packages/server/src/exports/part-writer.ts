import { isWrapped } from '@crosswalk/core'
import type { Compression } from '@crosswalk/core'
import { createWriteStream } from 'node:fs'
import { open, rm, stat } from 'node:fs/promises'
import { Transform } from 'node:stream'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { literal } from '../warehouse/duck.js'
import type { Duck } from '../warehouse/duck.js'
import { copyStatement } from '../warehouse/export/copy.js'
import type { Shape } from '../warehouse/export/copy.js'
import type { Source } from '../warehouse/export/legs.js'
import type { PartRange } from '../warehouse/export/ranges.js'
import { openFifo } from '../workers/fifo.js'
import { Digest, digestFile } from './digest.js'
import type { FileDigest } from './digest.js'
import { workbookOf } from './xlsx.js'

/** A part as it lies on disk. */
export interface WrittenPart extends FileDigest {
  /** Before compression; null where the engine compresses and does not tell. */
  uncompressedBytes: number | null
}

export interface PartRequest {
  duck: Duck
  shape: Shape
  compression: Compression
  source: Source
  part: PartRange
  /** Where the part is written; whatever is there is replaced. Scratch files beside it begin with this path. */
  path: string
  signal: AbortSignal
}

const GZIP = { level: 6, memLevel: 8 } as const

/** Runs the part's COPY. @throws where it wrote another number of rows than the part has. */
const copy = async (
  { duck, shape, source, part, signal }: PartRequest,
  compression: Compression,
  path: string,
): Promise<void> => {
  const { sql, parameters } = copyStatement(shape, compression, source, part.ranges, path)
  const [copied] = await duck.rows<{ Count: number }>({ name: 'copy part', signal }, sql, parameters.values)
  if (copied?.Count !== part.rows)
    throw new Error(`Part ${part.number} was written with ${copied?.Count} of ${part.rows} rows.`)
}

const watched = (see: (chunk: Buffer) => void): Transform =>
  new Transform({
    transform(chunk: Buffer, _encoding, done) {
      see(chunk)
      done(null, chunk)
    },
  })

/** Copies through a FIFO and `wrap` to a file; counts what goes in, digests what comes out. */
const copyThrough = async (
  request: PartRequest,
  wrap: (rows: Readable) => [Readable, ...NodeJS.ReadWriteStream[]],
  path: string,
): Promise<WrittenPart> => {
  const fifo = await openFifo(`${request.path}.fifo`)
  const digest = new Digest()
  let uncompressedBytes = 0
  try {
    const [source, ...through] = wrap(fifo.stream)
    const counted = watched((chunk) => (uncompressedBytes += chunk.length))
    const digested = watched((chunk) => digest.update(chunk))
    const written = pipeline([source, counted, ...through, digested, createWriteStream(path)])
    const copied = copy(request, 'NONE', fifo.path).then(() => fifo.finish())
    const failed = Promise.all([written, copied]).catch(async (error: unknown) => {
      await fifo.destroy()
      await Promise.allSettled([written, copied])
      throw error
    })
    await failed
    return { ...digest.result(), uncompressedBytes }
  } finally {
    await fifo.destroy()
    await rm(fifo.path, { force: true })
  }
}

const compressBlob = (duck: Duck, signal: AbortSignal, from: string, to: string): Promise<void> =>
  duck.execute(
    { name: 'compress part', signal },
    `COPY (SELECT content FROM read_blob(${literal(from)})) TO ${literal(to)}
     (FORMAT blob, COMPRESSION zstd, USE_TMP_FILE false)`,
  )

const writeWorkbook = async (request: PartRequest): Promise<WrittenPart> => {
  const { compression, path, duck, signal } = request
  if (compression === 'GZIP')
    return copyThrough(request, (rows) => [workbookOf(rows), createGzip(GZIP)], path)
  if (compression === 'NONE') return copyThrough(request, (rows) => [workbookOf(rows)], path)
  const plain = `${path}.xlsx`
  try {
    const { bytes } = await copyThrough(request, (rows) => [workbookOf(rows)], plain)
    await compressBlob(duck, signal, plain, path)
    return { ...(await digestFile(path)), uncompressedBytes: bytes }
  } finally {
    await rm(plain, { force: true })
  }
}

/** Writes all rows; what is returned digests the file, unless that was done on the way. */
const writeFile = async (request: PartRequest): Promise<() => Promise<WrittenPart>> => {
  const { shape, compression, path } = request
  const streamed = async (written: Promise<WrittenPart>) => {
    const known = await written
    return () => Promise.resolve(known)
  }
  if (shape.format === 'XLSX') return streamed(writeWorkbook(request))
  const wrapped = isWrapped(shape.format, compression)
  if (compression === 'GZIP' && wrapped)
    return streamed(copyThrough(request, (rows) => [rows, createGzip(GZIP)], path))
  await copy(request, compression, path)
  return async () => {
    const digest = await digestFile(path)
    return { ...digest, uncompressedBytes: wrapped ? null : digest.bytes }
  }
}

/** A failure leaves no file. */
const orNoFile = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}

/**
 * Writes the rows of one part. What is returned makes the part last, which needs no engine: the next part can be
 * written meanwhile. The caller puts it in place.
 */
export const writePart = async (request: PartRequest): Promise<() => Promise<WrittenPart>> => {
  const { path } = request
  const digested = await orNoFile(path, () => writeFile(request))
  return () =>
    orNoFile(path, async () => {
      const written = await digested()
      const file = await open(path, 'r+')
      await file.sync()
      await file.close()
      return written
    })
}

/** Bytes of a part under way, for progress. */
export const bytesSoFar = async (path: string): Promise<number> =>
  (await stat(path).catch(() => null))?.size ?? 0
