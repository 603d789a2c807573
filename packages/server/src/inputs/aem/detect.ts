import { lstat, open, readdir, stat } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { FileSource, type ByteSource } from './byte-source.js'
import { decodePlatformName } from './names.js'
import { zipEntries } from './zip-directory.js'

const ROOT = 'jcr_root'

const isFolder = (path: string): Promise<boolean> =>
  lstat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )

/** Where in a folder the repository lies: which subfolder is read, and the path of the node it holds. */
export interface FolderRoot {
  /** The folder that origins are told from; holds `folder`. */
  base: string
  folder: string
  path: string
}

/**
 * The repository root of an exploded package: the folder's `jcr_root`, or the folder itself where it is a
 * `jcr_root`, lies in one, or holds a document view. Null where it is none of these.
 */
export const folderRoot = async (path: string): Promise<FolderRoot | null> => {
  const full = resolve(path)
  if (await isFolder(join(full, ROOT))) return { base: full, folder: ROOT, path: '/' }
  const segments = full.split(sep)
  const at = segments.lastIndexOf(ROOT)
  if (at >= 0) {
    const names = segments.slice(at + 1).map((name) => decodePlatformName(name.replace(/\.dir$/, '')) ?? name)
    return {
      base: segments.slice(0, at).join(sep) || sep,
      folder: segments.slice(at).join('/'),
      path: `/${names.join('/')}`,
    }
  }
  const holdsDocview = (await readdir(full)).includes('.content.xml')
  return holdsDocview ? { base: full, folder: '', path: '/' } : null
}

/** Whether the file begins as a zip archive does. */
export const hasZipSignature = async (path: string): Promise<boolean> => {
  const handle = await open(path, 'r')
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    return buffer.toString('latin1') === 'PK'
  } finally {
    await handle.close()
  }
}

/** Whether a zip archive is a content package, some other archive, or too damaged to tell. */
export const zipKind = async (source: ByteSource, label: string): Promise<'package' | 'other' | 'broken'> => {
  try {
    for await (const { name } of zipEntries(source, label)) if (name.startsWith(`${ROOT}/`)) return 'package'
    return 'other'
  } catch {
    return 'broken'
  }
}

export const zipFileKind = async (path: string): Promise<'package' | 'other' | 'broken'> => {
  const source = await FileSource.open(path, path)
  try {
    return await zipKind(source, path)
  } finally {
    await source.close()
  }
}

/** Whether a path can be read as a content package: a zip with `jcr_root/`, or such a tree in a folder. */
export const looksLikeAemPackage = async (path: string): Promise<boolean> => {
  try {
    return (await stat(path)).isDirectory()
      ? (await folderRoot(path)) !== null
      : (await zipFileKind(path)) === 'package'
  } catch {
    return false
  }
}
