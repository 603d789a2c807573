import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { docview, type DocviewNode } from './docview.js'

/** A file of a package, named as inside the archive. */
export interface PackageFile {
  name: string
  bytes: string | Uint8Array
}

/** FileVault's platform name of one path segment: `cq:tag` → `_cq_tag`, `_a_b` → `__a_b`, others `%xx`. */
const platformName = (segment: string): string =>
  segment
    .replace(/^_(?=[^_]+_)/, '__')
    .replace(/^(\w+):/, '_$1_')
    .replace(/[%:*?"<>|[\]/\\]/g, (char) => `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`)

const platformPath = (repositoryPath: string): string =>
  `jcr_root${repositoryPath === '/' ? '' : repositoryPath.split('/').map(platformName).join('/')}`

/** A node as `<folder>/.content.xml`. */
export const folderNode = (at: string, node: DocviewNode): PackageFile => ({
  name: `${platformPath(at)}/.content.xml`,
  bytes: docview(node),
})

/** A node as a full-coverage aggregate, `<name>.xml` beside its siblings. */
export const aggregateNode = (at: string, node: DocviewNode): PackageFile => ({
  name: `${platformPath(at)}.xml`,
  bytes: docview(node),
})

/** A binary file of the content. */
export const contentFile = (at: string, bytes: Uint8Array | string): PackageFile => ({
  name: platformPath(at),
  bytes,
})

export interface PackageInfo {
  group: string
  name: string
  version: string
  roots: readonly string[]
}

/** `META-INF/vault` of a package: what it is called and which paths it covers. */
export const metaInf = ({ group, name, version, roots }: PackageInfo): PackageFile[] => [
  {
    name: 'META-INF/vault/filter.xml',
    bytes: `<?xml version="1.0" encoding="UTF-8"?>\n<workspaceFilter version="1.0">\n${roots
      .map((root) => `    <filter root="${root}"/>\n`)
      .join('')}</workspaceFilter>\n`,
  },
  {
    name: 'META-INF/vault/properties.xml',
    bytes: `<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<properties>\n${Object.entries({
      group,
      name,
      version,
      acHandling: 'merge_preserve',
      packageType: 'content',
    })
      .map(([key, value]) => `    <entry key="${key}">${value}</entry>\n`)
      .join('')}</properties>\n`,
  },
]

const options = { mtime: new Date(2026, 0, 5, 9, 0, 0), mode: 0o100644, forceDosTimestamp: true }

const storedZip = (files: Iterable<PackageFile>): ZipFile => {
  const zip = new ZipFile()
  for (const { name, bytes } of files)
    zip.addBuffer(Buffer.from(bytes), name, { ...options, compress: false })
  zip.end()
  return zip
}

/** The zip of `files` in memory: for packages inside packages. */
export const zipBytes = async (files: Iterable<PackageFile>): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of storedZip(files).outputStream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/**
 * Writes a package as a zip. Bytes depend on `files` alone: fixed times, and stored, because deflate differs
 * between Node versions.
 */
export const writePackage = async (file: string, files: Iterable<PackageFile>): Promise<void> => {
  await mkdir(path.dirname(file), { recursive: true })
  await pipeline(storedZip(files).outputStream, createWriteStream(file))
}

/** Writes a deflated package of any size: one file at a time is in memory. */
export const writeDeflatedPackage = async (file: string, files: Iterable<PackageFile>): Promise<void> => {
  await mkdir(path.dirname(file), { recursive: true })
  const zip = new ZipFile()
  const written = pipeline(zip.outputStream, createWriteStream(file))
  for (const { name, bytes } of files)
    await new Promise<void>((resolve) => {
      zip.addReadStreamLazy(name, options, (give) => {
        const stream = Readable.from([Buffer.from(bytes)])
        stream.once('end', resolve)
        give(null, stream)
      })
    })
  zip.end()
  await written
}

/** Writes a package as an exploded tree. */
export const writeTree = async (folder: string, files: Iterable<PackageFile>): Promise<void> => {
  for (const { name, bytes } of files) {
    const full = path.join(folder, name)
    await mkdir(path.dirname(full), { recursive: true })
    await writeFile(full, bytes)
  }
}
