import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { unreadable } from '../aem/input-problems.js'

/** A file of a configuration: where it lies, and its path below the input, `''` for the input itself. */
export interface ConfigFile {
  path: string
  relative: string
}

const DEEPEST = 32

/** The file itself, or the files of a folder whose names fit, in the order of their paths. Links are not followed. */
export const configFiles = async (
  path: string,
  label: string,
  fits: (relative: string) => boolean,
): Promise<ConfigFile[]> => {
  try {
    if (!(await lstat(path)).isDirectory()) return [{ path, relative: '' }]
    const found: ConfigFile[] = []
    await search(path, '', 0, fits, found)
    return found
  } catch (error) {
    throw unreadable(label, error)
  }
}

const search = async (
  root: string,
  below: string,
  depth: number,
  fits: (relative: string) => boolean,
  found: ConfigFile[],
): Promise<void> => {
  const entries = await readdir(join(root, below), { withFileTypes: true })
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const relative = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory() && depth < DEEPEST) await search(root, relative, depth + 1, fits, found)
    else if (entry.isFile() && fits(relative)) found.push({ path: join(root, relative), relative })
  }
}
