import type { ArchiveBudget } from './archive-limits.js'
import type { ByteSource } from './byte-source.js'
import { broken, unsafe } from './input-problems.js'
import { MAX_FOLDER_DEPTH, type PackageTree, type TreeEntry } from './package-tree.js'
import { zipData } from './zip-data.js'
import { zipEntries, type ZipEntry } from './zip-directory.js'

/** `/` sorts before every other character, so that what lies below a folder stands together. */
const keyOf = (path: string): string => path.replaceAll('/', '\0')

const faultOf = (entry: ZipEntry): string | null => {
  const { name } = entry
  if (name.includes('\\')) return 'a backslash in an entry name'
  if (name.startsWith('/') || /^[a-zA-Z]:/.test(name)) return 'an entry with an absolute path'
  if (name.split('/').includes('..')) return 'an entry that leaves it by ".."'
  if (name.includes('\0')) return 'a NUL character in an entry name'
  if (name.split('/').length > MAX_FOLDER_DEPTH)
    return `folders nested deeper than ${MAX_FOLDER_DEPTH} levels`
  return entry.encrypted ? 'an encrypted entry' : null
}

/** A package in a zip archive. Every entry name is judged before anything is read. */
export class ZipTree implements PackageTree {
  private constructor(
    private readonly source: ByteSource,
    private readonly label: string,
    private readonly entries: readonly ZipEntry[],
    private readonly keys: readonly string[],
    readonly duplicates: readonly string[],
  ) {}

  /**
   * Reads the directory of the archive. Takes over `source`.
   * Throws `ARCHIVE_BROKEN`, `ARCHIVE_UNSAFE` and `ARCHIVE_TOO_LARGE`.
   */
  static async open(source: ByteSource, label: string, budget: ArchiveBudget): Promise<ZipTree> {
    const entries: ZipEntry[] = []
    for await (const entry of zipEntries(source, label)) {
      const file = `${label}!${entry.name}`
      const fault = faultOf(entry)
      if (fault !== null) throw unsafe(file, fault)
      budget.add(file, entry.size, entry.compressed)
      if (entry.headerAt + entry.compressed > source.size) throw broken(file, 'the entry ends beyond it')
      if (!entry.name.endsWith('/')) entries.push(entry)
    }
    const keyed = entries.map((entry) => ({ entry, key: keyOf(entry.name) }))
    keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    const last = keyed.filter(({ key }, at) => keyed[at + 1]?.key !== key)
    const duplicates = keyed
      .filter(({ key }, at) => keyed[at + 1]?.key === key)
      .map(({ entry }) => entry.name)
    return new ZipTree(
      source,
      label,
      last.map(({ entry }) => entry),
      last.map(({ key }) => key),
      duplicates,
    )
  }

  async list(folder: string): Promise<TreeEntry[]> {
    const prefix = folder === '' ? '' : `${keyOf(folder)}\0`
    const found: TreeEntry[] = []
    let at = this.#from(prefix)
    for (let key = this.keys[at]; key?.startsWith(prefix); key = this.keys[at]) {
      const end = key.indexOf('\0', prefix.length)
      const name = end < 0 ? key.slice(prefix.length) : key.slice(prefix.length, end)
      const path = folder === '' ? name : `${folder}/${name}`
      const file = this.entries[at]
      if (end < 0) found.push({ name, path, kind: file?.link ? 'link' : 'file' })
      else if (name !== '') found.push({ name, path, kind: 'folder' })
      at = end < 0 ? at + 1 : this.#from(`${prefix}${name}\u0001`)
    }
    return found
  }

  read(file: string): AsyncIterable<Buffer> {
    return zipData(this.source, this.#entry(file), `${this.label}!${file}`)
  }

  async size(file: string): Promise<number> {
    return this.#entry(file).size
  }

  close(): Promise<void> {
    return this.source.close()
  }

  #entry(file: string): ZipEntry {
    const key = keyOf(file)
    const at = this.#from(key)
    const entry = this.entries[at]
    if (entry === undefined || this.keys[at] !== key)
      throw broken(`${this.label}!${file}`, 'it lost an entry')
    return entry
  }

  /** The first key not before `key`. */
  #from(key: string): number {
    let low = 0
    let high = this.keys.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.keys[middle] ?? '') < key) low = middle + 1
      else high = middle
    }
    return low
  }
}
