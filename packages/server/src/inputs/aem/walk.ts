import { digestOfBytes } from './content-hash.js'
import { emptyNode, isSecretNode, type DocNode } from './doc-node.js'
import { readDocview } from './docview-file.js'
import type { DocviewResult } from './docview-parser.js'
import type { Emitter } from './emitter.js'
import { ChildQueue } from './child-queue.js'
import { listingOf, sourcesOf, type Listing, type Sources } from './listing.js'
import { mergeNodes } from './merge-nodes.js'
import { childPath, decodePlatformName, withoutFirstIndex } from './names.js'
import type { PackageTree, TreeEntry } from './package-tree.js'
import type { Progress } from './progress.js'
import { POLICY_NAMES } from './policy-types.js'
import { enter, leave, readInline, type Scope } from './scope.js'

export interface WalkOptions {
  /** How the job names the package; the part of `origin.file` before `!`. */
  label: string
  xmlBytes: number
  signal: AbortSignal | undefined
  progress: Progress
}

/**
 * Reads a package in the order of repository paths, depth first. Only what lies on the way to the current node
 * is held in memory: a row is emitted as soon as the node's subtree is read.
 */
export class PackageWalk {
  /** Archives met inside the package, to be read after it. */
  readonly archives: TreeEntry[] = []

  constructor(
    private readonly tree: PackageTree,
    private readonly emitter: Emitter,
    private readonly options: WalkOptions,
  ) {}

  /** Reads the tree below `folder`, which holds the node at `path`. */
  async read(folder: string, path: string): Promise<void> {
    await this.#visit(null, path, [], [], [{ name: '', path: folder, kind: 'folder' }])
  }

  async #visit(
    parent: Scope | null,
    name: string,
    definitions: readonly DocNode[],
    files: readonly TreeEntry[],
    folders: readonly TreeEntry[],
  ): Promise<void> {
    const path = parent === null ? name : childPath(parent.path, name)
    const listing = await this.#list(folders, path)
    const all = [...definitions]
    for (const entry of listing.own) {
      const result = await this.#docview(entry, true)
      if (result.docview) all.push(result.root)
      else this.#unreadable(entry, path, result.reason)
    }
    const [first] = [...files, ...folders]
    const node = mergeNodes(name, all.length > 0 ? all : [emptyNode(name, this.#origin(first))])
    if (files.length > 0 && node.properties.size === 0) node.origin = this.#origin(files[0])
    node.children.push(...(await this.#policies(listing, path)))
    const scope = enter(parent, name, node, files.length > 0, this.emitter)
    if (scope.item !== null) {
      for (const file of files) await this.#bytes(scope, 'jcr:content/jcr:data', file)
      for (const { name: property, entry } of listing.binaries) await this.#bytes(scope, property, entry)
    }
    await this.#children(scope, listing)
    leave(scope, this.emitter)
    await this.emitter.settle()
  }

  async #children(scope: Scope, listing: Listing): Promise<void> {
    const queue = new ChildQueue([...scope.children.keys(), ...listing.children.keys()])
    const renamed = new Map<string, DocNode[]>()
    for (let name = queue.next(); name !== undefined; name = queue.next()) {
      if (isSecretNode(name)) continue
      const sources = listing.children.get(name)
      const inline = scope.children.get(name)
      listing.children.delete(name)
      scope.children.delete(name)
      const definitions = [...(inline === undefined ? [] : [inline]), ...(renamed.get(name) ?? [])]
      for (const aggregate of sources?.aggregates ?? []) {
        const result = await this.#docview(aggregate, false)
        const actual: string = result.docview ? result.root.name || name : nodeNameOf(aggregate)
        if (!result.docview) sourcesOf(listing.children, actual).files.push(aggregate)
        else if (actual === name) definitions.push(result.root)
        else renamed.set(actual, [...(renamed.get(actual) ?? []), result.root])
        if (actual !== name) queue.add(actual)
      }
      await this.#child(scope, name, definitions, sources)
    }
  }

  async #child(
    scope: Scope,
    name: string,
    definitions: readonly DocNode[],
    sources: Sources | undefined,
  ): Promise<void> {
    const { files = [], folders = [] } = sources ?? {}
    if (files.length > 0 || folders.length > 0) await this.#visit(scope, name, definitions, files, folders)
    else if (definitions.length > 0) {
      readInline(scope, name, mergeNodes(name, definitions), this.emitter)
      await this.emitter.settle()
    }
  }

  async #list(folders: readonly TreeEntry[], path: string): Promise<Listing> {
    this.options.signal?.throwIfAborted()
    const entries = (await Promise.all(folders.map(({ path: folder }) => this.tree.list(folder)))).flat()
    const packages = await this.#packageFolders(entries)
    const listing = listingOf(entries.filter((entry) => !packages.includes(entry)))
    this.archives.push(...packages)
    this.options.progress.found(entries.filter(({ kind }) => kind === 'file').length)
    this.archives.push(...listing.archives)
    for (const entry of listing.links)
      this.#unreadable(entry, path, 'it is a symbolic link or no regular file')
    for (const entry of listing.badNames)
      this.emitter.finding({
        ...{ code: 'BAD_NAME', file: this.#file(entry), line: null, path },
        args: { name: entry.name },
      })
    return listing
  }

  /** Packages that lie exploded in a folder named like their archive. */
  async #packageFolders(entries: readonly TreeEntry[]): Promise<TreeEntry[]> {
    const found: TreeEntry[] = []
    for (const entry of entries)
      if (entry.kind === 'folder' && /\.zip$/i.test(entry.name)) {
        const inside = await this.tree.list(entry.path)
        if (inside.some(({ name, kind }) => name === 'jcr_root' && kind === 'folder')) found.push(entry)
      }
    return found
  }

  /** Policies in files of their own; those in a folder (`_rep_policy/.content.xml`) just as well. */
  async #policies(listing: Listing, path: string): Promise<DocNode[]> {
    const found = [...listing.policies]
    for (const name of POLICY_NAMES) {
      for (const folder of listing.children.get(name)?.folders ?? [])
        for (const entry of await this.tree.list(folder.path))
          if (entry.name === '.content.xml' && entry.kind === 'file') found.push({ name, entry })
      listing.children.delete(name)
    }
    const policies: DocNode[] = []
    for (const { name, entry } of found) {
      const result = await this.#docview(entry, true)
      if (result.docview) policies.push({ ...result.root, name: result.root.name || name })
      else this.#unreadable(entry, path, result.reason)
    }
    return policies
  }

  async #docview(entry: TreeEntry, always: boolean): Promise<DocviewResult> {
    this.options.signal?.throwIfAborted()
    const result = await readDocview(
      this.tree.read(entry.path),
      this.#file(entry),
      always,
      this.options.xmlBytes,
    )
    if (result.docview || always) this.options.progress.read()
    return result
  }

  async #bytes(scope: Scope, property: string, entry: TreeEntry): Promise<void> {
    this.options.signal?.throwIfAborted()
    scope.item?.hash.add(childPath(scope.relative, property), await digestOfBytes(this.tree.read(entry.path)))
    this.options.progress.read()
  }

  #unreadable(entry: TreeEntry, path: string, problem: string): void {
    this.emitter.finding({
      ...{ code: 'UNREADABLE_FILE', file: this.#file(entry), line: null, path },
      args: { problem },
    })
  }

  #file(entry: TreeEntry | undefined): string {
    return entry === undefined ? this.options.label : `${this.options.label}!${entry.path}`
  }

  #origin(entry: TreeEntry | undefined): { file: string; line: null } {
    return { file: this.#file(entry), line: null }
  }
}

const nodeNameOf = (entry: TreeEntry): string =>
  withoutFirstIndex(decodePlatformName(entry.name) ?? entry.name)
