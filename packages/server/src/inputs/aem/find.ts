import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { folderRoot, zipFileKind } from './detect.js'
import { unreadable } from './input-problems.js'

export interface FoundPackage {
  path: string
  /** Below the folder that was searched, with `/` between segments; `''` where that is the package itself. */
  relative: string
}

/**
 * The packages at or below a path, sorted by name segment by segment: a file is one package, whatever it holds;
 * in a folder each zip file with `jcr_root/` (or too damaged to tell: reading it says so) and each folder directly holding
 * `jcr_root`. Neither is searched further, and links are not followed.
 */
export const findAemPackages = async (path: string): Promise<FoundPackage[]> => {
  try {
    if (!(await stat(path)).isDirectory() || (await folderRoot(path)) !== null)
      return [{ path, relative: '' }]
    const found: FoundPackage[] = []
    await search(path, '', found)
    return found
  } catch (error) {
    throw unreadable(path, error)
  }
}

const search = async (folder: string, relative: string, found: FoundPackage[]): Promise<void> => {
  const entries = await readdir(folder, { withFileTypes: true })
  if (entries.some((entry) => entry.name === 'jcr_root' && entry.isDirectory())) {
    found.push({ path: folder, relative })
    return
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const path = join(folder, entry.name)
    const below = relative === '' ? entry.name : `${relative}/${entry.name}`
    if (entry.isDirectory()) await search(path, below, found)
    else if (entry.isFile() && /\.zip$/i.test(entry.name) && (await zipFileKind(path)) !== 'other')
      found.push({ path, relative: below })
  }
}
