import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml'
import type { ConfigBudget } from '../config/limits.js'

/** YAML as the AC Tool sees it, with the 1-based line of each value. */
export type Tree =
  | { readonly kind: 'scalar'; readonly value: string | boolean | null; readonly line: number }
  | { readonly kind: 'list'; readonly items: readonly Tree[]; readonly line: number }
  | { readonly kind: 'map'; readonly entries: readonly TreeEntry[]; readonly line: number }

export interface TreeEntry {
  readonly key: string
  readonly value: Tree
  readonly line: number
}

/** Text that is no YAML; `line` is where. */
export class YamlFault extends Error {
  override readonly name = 'YamlFault'
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message)
  }
}

/**
 * The first document of a file. Numbers and dates stay the text they are. An alias counts as all it stands for.
 * @throws YamlFault, and as `ConfigBudget`.
 */
export const parseTree = (text: string, budget: ConfigBudget): Tree => {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    ...{ lineCounter: lines, uniqueKeys: false, schema: 'failsafe', merge: false, logLevel: 'silent' },
  })
  const [fault] = document.errors
  if (fault !== undefined)
    throw new YamlFault(fault.message.split(/ at line|\n/)[0] ?? fault.message, fault.linePos?.[0].line ?? 1)

  const anchors = new Map<string, unknown>()
  const convert = (node: unknown, depth: number): Tree => {
    budget.node(depth)
    const line = lineOf(node, lines)
    if (isAlias(node)) return convert(anchors.get(node.source), depth + 1)
    if (isNode(node) && 'anchor' in node && node.anchor !== undefined) anchors.set(node.anchor, node)
    if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => convert(item, depth + 1)), line }
    if (isMap(node))
      return {
        kind: 'map',
        entries: node.items.map(({ key, value }) => ({
          key: textOf(key),
          value: value === null ? { kind: 'scalar', value: null, line } : convert(value, depth + 1),
          line: lineOf(key, lines),
        })),
        line,
      }
    return { kind: 'scalar', value: scalarOf(node), line }
  }
  return convert(document.contents, 0)
}

const lineOf = (node: unknown, lines: LineCounter): number => {
  const start = (node as Node | null | undefined)?.range?.[0]
  return start === undefined ? 1 : lines.linePos(start).line
}

/** The failsafe schema makes every scalar a string. */
const textOf = (node: unknown): string => (isScalar(node) && typeof node.value === 'string' ? node.value : '')

/** Plain scalars mean what YAML 1.1 makes of them; quoted ones are the text they are. */
const scalarOf = (node: unknown): string | boolean | null => {
  if (!isScalar(node)) return null
  const text = textOf(node)
  if (node.type !== 'PLAIN') return text
  if (/^(|~|null)$/i.test(text)) return null
  if (/^(true|yes|on)$/i.test(text)) return true
  if (/^(false|no|off)$/i.test(text)) return false
  return text
}
