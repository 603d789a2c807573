import { emptyNode, primaryType, type DocNode, type NodeFault } from './doc-node.js'
import { isPolicyType } from './policy-types.js'

/**
 * One node from its definitions in several places, in the order they are read: properties of a later one win,
 * children are united by name. A second definition (both give a primary type) is a fault of the result.
 * A policy is never mixed: the later replaces the earlier.
 */
export const mergeNodes = (name: string, definitions: readonly DocNode[]): DocNode => {
  const [first, ...others] = definitions
  if (first === undefined) return emptyNode(name, { file: '', line: null })
  return others.reduce(mergeTwo, first)
}

const mergeTwo = (earlier: DocNode, later: DocNode): DocNode => {
  const faults: NodeFault[] = [...earlier.faults, ...later.faults]
  const types = [primaryType(earlier), primaryType(later)]
  if (types[0] !== null && types[1] !== null)
    faults.push({ code: 'NODE_REDEFINED', args: { first: earlier.origin.file } })
  if (types.some(isPolicyType)) {
    const winner = types[1] === null ? earlier : later
    return { ...winner, name: earlier.name, faults }
  }
  return {
    name: earlier.name,
    origin: later.properties.size > 0 ? later.origin : earlier.origin,
    properties: new Map([...earlier.properties, ...later.properties]),
    children: [...earlier.children, ...later.children],
    faults,
  }
}

/** Children by name, each name once, in order of name; repeated elements of one name are one node. */
export const childrenByName = (node: DocNode): Map<string, DocNode> => {
  const groups = new Map<string, DocNode[]>()
  for (const child of node.children) {
    const group = groups.get(child.name)
    if (group === undefined) groups.set(child.name, [child])
    else group.push(child)
  }
  return new Map([...groups].map(([name, group]) => [name, mergeNodes(name, group)]))
}
