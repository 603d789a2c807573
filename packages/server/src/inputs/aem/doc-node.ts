import type { Origin } from '../rows.js'

/** A property as read: names and values under canonical prefixes. */
export interface DocProperty {
  type: string
  multi: boolean
  values: readonly string[]
}

/** Something odd about a node, told as a finding once its path is known. */
export interface NodeFault {
  code: 'BAD_VALUE' | 'BAD_NAME' | 'NODE_REDEFINED'
  args: Readonly<Record<string, string>>
}

/**
 * A node as the document view gives it. One without properties only orders or leads to others and defines
 * nothing. Secrets (`rep:password`, `rep:pwd`, `.tokens`) were left out by the parser.
 */
export interface DocNode {
  /** With an index where it is a later same-name sibling: `name[2]`. */
  name: string
  origin: Origin
  properties: Map<string, DocProperty>
  children: DocNode[]
  faults: readonly NodeFault[]
}

export const NO_FAULTS: readonly NodeFault[] = []

export const emptyNode = (name: string, origin: Origin): DocNode => ({
  name,
  origin,
  properties: new Map(),
  children: [],
  faults: NO_FAULTS,
})

/** The only or first value; null where absent or empty. */
export const text = (node: DocNode, property: string): string | null =>
  node.properties.get(property)?.values[0] || null

export const primaryType = (node: DocNode): string | null => text(node, 'jcr:primaryType')

export const values = (node: DocNode, property: string): readonly string[] =>
  node.properties.get(property)?.values ?? []

/** Nodes and properties that never leave the parser. */
export const isSecretNode = (name: string): boolean => name === 'rep:pwd' || name === '.tokens'
export const isSecretProperty = (name: string): boolean => name === 'rep:password'
