import { createReadStream, type Dirent } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ArchiveBudget } from './archive-limits.js'
import { isMissing, unreadable } from './input-problems.js'
import type { PackageTree, TreeEntry } from './package-tree.js'

/** A package exploded into a folder. Symbolic links are listed as links, so nothing outside it is read. */
export class FolderTree implements PackageTree {
  readonly duplicates: readonly string[] = []

  constructor(
    private readonly root: string,
    private readonly label: string,
    private readonly budget: ArchiveBudget,
  ) {}

  async list(folder: string): Promise<TreeEntry[]> {
    let found: Dirent[]
    try {
      found = await readdir(join(this.root, folder), { withFileTypes: true })
    } catch (error) {
      if (folder === '' || !isMissing(error)) throw unreadable(`${this.label}!${folder}`, error)
      return []
    }
    const entries: TreeEntry[] = []
    for (const entry of found) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      const kind = entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : 'link'
      this.budget.add(`${this.label}!${path}`, kind === 'file' ? await this.size(path) : 0, null)
      entries.push({ name: entry.name, path, kind })
    }
    return entries
  }

  async *read(file: string): AsyncIterable<Buffer> {
    try {
      for await (const chunk of createReadStream(join(this.root, file))) yield chunk as Buffer
    } catch (error) {
      throw unreadable(`${this.label}!${file}`, error)
    }
  }

  async size(file: string): Promise<number> {
    return (await lstat(join(this.root, file))).size
  }

  async close(): Promise<void> {}
}
