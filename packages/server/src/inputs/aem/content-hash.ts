import { createHash } from 'node:crypto'
import type { DocProperty } from './doc-node.js'

const frame = (parts: readonly string[]): string => parts.map((part) => `${part.length}:${part}`).join('')

/** The same node gives the same digest whatever the order of its attributes, mixins or files. */
export const digestOf = (properties: ReadonlyMap<string, DocProperty>): string => {
  const hash = createHash('sha256')
  for (const name of [...properties.keys()].sort()) {
    const { type, multi, values } = properties.get(name) as DocProperty
    const ordered = name === 'jcr:mixinTypes' ? [...values].sort() : values
    hash.update(frame([name, type, multi ? 'multi' : 'single', String(values.length), ...ordered]))
  }
  return hash.digest('base64')
}

export const digestOfBytes = async (chunks: AsyncIterable<Buffer>): Promise<string> => {
  const hash = createHash('sha256')
  for await (const chunk of chunks) hash.update(chunk)
  return hash.digest('base64')
}

/** The digests of an item's own node and of its descendants that are no items, by relative path. */
export class ContentHash {
  readonly #parts = new Map<string, string>()

  add(relativePath: string, digest: string): void {
    this.#parts.set(relativePath, digest)
  }

  /** 32 hexadecimal digits, independent of the order of `add`. */
  get value(): string {
    const hash = createHash('sha256')
    for (const path of [...this.#parts.keys()].sort())
      hash.update(frame([path, this.#parts.get(path) as string]))
    return hash.digest('hex').slice(0, 32)
  }
}
