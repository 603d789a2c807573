import { type Document, isMap, isNode, isPair, type LineCounter, type Node } from 'yaml'

export type KeyPath = readonly PropertyKey[]

/** The 1-based line at which a key (or, where it is missing, its nearest ancestor) stands. */
export const lineOf = (document: Document, lines: LineCounter, path: KeyPath): number => {
  for (let length = path.length; length > 0; length--) {
    const start = startOf(document, path.slice(0, length))
    if (start !== null) return lines.linePos(start).line
  }
  return 1
}

const startOf = (document: Document, path: KeyPath): number | null => {
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  const key = path.at(-1)
  if (isMap(parent)) {
    const pair = parent.items.find(
      (item) => isPair(item) && isNode(item.key) && String(item.key) === String(key),
    )
    return rangeStart(pair?.key)
  }
  return rangeStart(document.getIn(path, true))
}

const rangeStart = (node: unknown): number | null =>
  isNode(node) ? ((node as Node).range?.[0] ?? null) : null
