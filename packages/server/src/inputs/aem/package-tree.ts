/** A file or folder of a package. Links are listed so that they can be told, and never followed. */
export interface TreeEntry {
  name: string
  /** From the package's root, with `/` between segments. */
  path: string
  kind: 'file' | 'folder' | 'link'
}

/** A package as a tree of files, whatever it is stored in. Paths are those of entries listed before. */
export interface PackageTree {
  /** Entries directly below a folder (`''` is the package's root), in no order. */
  list(folder: string): Promise<TreeEntry[]>
  /** The bytes of a file, checked against the archive's own record of them. */
  read(file: string): AsyncIterable<Buffer>
  /** Bytes of a file. */
  size(file: string): Promise<number>
  /** Entry names that the archive gives twice; the later counts. */
  readonly duplicates: readonly string[]
  close(): Promise<void>
}

/** What authors' tools leave in folders; FileVault's package builders leave it out. */
const IGNORED = /^(?:\.vlt.*|\.svn|\.git.*|\.hg|CVS|\.DS_Store|Thumbs\.db)$/

export const isIgnored = (name: string): boolean => IGNORED.test(name)

/** Repository paths are far shallower; keeps a hostile archive from exhausting the stack. */
export const MAX_FOLDER_DEPTH = 1000
