import { ItemFlag } from '@crosswalk/core'
import { ContentHash } from './content-hash.js'
import { primaryType, text, type DocNode } from './doc-node.js'
import type { Emitter } from './emitter.js'

const CONTENT_TYPES: ReadonlySet<string> = new Set(['cq:Page', 'dam:Asset'])
const FILE_TYPES: ReadonlySet<string> = new Set([
  'sling:Folder',
  'sling:OrderedFolder',
  'nt:folder',
  'nt:file',
])

/**
 * Whether a node is an item by its type: a page or an asset anywhere, a folder or a file unless it lies below a
 * `jcr:content` (renditions and embedded files belong to the asset or page whose content that is).
 */
export const isItemType = (type: string | null, belowContent: boolean): boolean =>
  isContentType(type) || (type !== null && FILE_TYPES.has(type) && !belowContent)

/** Pages and assets: what a `jcr:content` below belongs to. */
export const isContentType = (type: string | null): boolean => type !== null && CONTENT_TYPES.has(type)

/** An item being read; its row is emitted once its subtree is read. */
export class Item {
  readonly hash = new ContentHash()
  #content: DocNode | null = null

  constructor(
    readonly path: string,
    private readonly node: DocNode,
    private readonly defined: boolean,
    private readonly type: string | null,
  ) {}

  /** Takes the child node `jcr:content`, which may hold the dates and names of its parent. */
  content(node: DocNode): void {
    this.#content = node
  }

  emit(emitter: Emitter): void {
    emitter.item({
      path: this.path,
      type: this.type ?? primaryType(this.node),
      modified: this.#first('cq:lastModified', 'jcr:lastModified'),
      contentHash: this.defined ? this.hash.value : null,
      owner: null,
      createdBy: this.#first('jcr:createdBy'),
      modifiedBy: this.#first('cq:lastModifiedBy', 'jcr:lastModifiedBy'),
      flags: this.defined ? 0 : ItemFlag.IMPLIED,
      origin: this.node.origin,
    })
  }

  #first(...names: string[]): string | null {
    for (const name of names)
      for (const node of [this.node, this.#content]) {
        const value = node === null ? null : text(node, name)
        if (value !== null) return value
      }
    return null
  }
}
