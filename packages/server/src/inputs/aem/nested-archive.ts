import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { BufferSource, FileSource, type ByteSource } from './byte-source.js'
import type { PackageTree } from './package-tree.js'

/** Archives up to this size are held in memory; larger ones go to a temporary file. */
const IN_MEMORY_BYTES = 64 * 2 ** 20

/** Random access to an archive that lies inside a package. The temporary file is unlinked once it is open. */
export const openNested = async (tree: PackageTree, file: string, label: string): Promise<ByteSource> => {
  if ((await tree.size(file)) <= IN_MEMORY_BYTES) {
    const chunks: Buffer[] = []
    for await (const chunk of tree.read(file)) chunks.push(chunk)
    return new BufferSource(Buffer.concat(chunks), label)
  }
  const folder = await mkdtemp(join(tmpdir(), 'crosswalk-'))
  try {
    const copy = join(folder, 'package.zip')
    await pipeline(Readable.from(tree.read(file)), createWriteStream(copy, { mode: 0o600 }))
    return await FileSource.open(copy, label)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
