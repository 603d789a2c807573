import type { Tree, TreeEntry } from './tree.js'

/** The attributes of one authorizable or entry: the maps of a list count as one. */
export class Fields {
  readonly #entries = new Map<string, TreeEntry>()
  readonly line: number

  constructor(tree: Tree) {
    this.line = tree.line
    const maps = tree.kind === 'list' ? tree.items : [tree]
    for (const map of maps)
      for (const entry of map.kind === 'map' ? map.entries : []) this.#entries.set(entry.key, entry)
  }

  has(name: string): boolean {
    return this.#entries.has(name)
  }
  value(name: string): Tree | null {
    return this.#entries.get(name)?.value ?? null
  }
  /** Null where it is absent or empty. */
  text(name: string): string | null {
    const value = this.#entries.get(name)?.value
    return value?.kind === 'scalar' && value.value !== null ? String(value.value).trim() || null : null
  }
  /** As written: `''` is not absent. */
  raw(name: string): string | null {
    const value = this.#entries.get(name)?.value
    return value?.kind === 'scalar' && value.value !== null ? String(value.value) : null
  }
  is(name: string): boolean {
    return this.text(name)?.toLowerCase() === 'true'
  }
  /** A comma-separated text or a list. */
  list(name: string): string[] {
    const value = this.#entries.get(name)?.value
    const parts =
      value?.kind === 'list'
        ? value.items.map((item) => (item.kind === 'scalar' ? String(item.value ?? '') : ''))
        : (this.text(name) ?? '').split(',')
    return parts.map((part) => part.trim()).filter((part) => part !== '')
  }
}
