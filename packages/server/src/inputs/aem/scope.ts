import { emitMembers, Authorizable, groupPathAbove, isAuthorizableType } from './authorizables.js'
import { digestOf } from './content-hash.js'
import { primaryType, type DocNode } from './doc-node.js'
import type { Emitter } from './emitter.js'
import { isContentType, isItemType, Item } from './items.js'
import { childrenByName } from './merge-nodes.js'
import { childPath } from './names.js'
import { emitPolicy, REPOSITORY_POLICY_PATH } from './policies.js'
import { isContentPolicyType, isPolicyType, POLICY_NAMES } from './policy-types.js'

/** Where the reader stands: a node whose subtree is being read, and what its descendants belong to. */
export interface Scope {
  path: string
  /** Children that the node's own definitions gave, policies left out. */
  children: Map<string, DocNode>
  /** The nearest item at or above. */
  item: Item | null
  /** From that item to here, `''` for the item itself. */
  relative: string
  authorizable: Authorizable | null
  /** At or below the `jcr:content` of something. */
  belowContent: boolean
}

/** Emits what a node says by itself and opens its scope. `isFile`: a file is stored under the node's name. */
export const enter = (
  parent: Scope | null,
  name: string,
  node: DocNode,
  isFile: boolean,
  emitter: Emitter,
): Scope => {
  const path = parent === null ? name : childPath(parent.path, name)
  const { file, line } = node.origin
  for (const fault of node.faults) emitter.finding({ ...fault, file, line, path })
  const children = childrenByName(node)
  const policies = [...children].filter(
    ([key, child]) => POLICY_NAMES.has(key) || isPolicyType(primaryType(child)),
  )
  for (const [key] of policies) children.delete(key)
  const carriers = policies.filter(([, policy]) => isContentPolicyType(primaryType(policy)))
  const repository = path === '/' && carriers.find(([key]) => key === 'rep:repoPolicy')
  const carries = carriers.length > (repository ? 1 : 0)

  const type = primaryType(node) ?? (isFile ? 'nt:file' : null)
  const defined = isFile || node.properties.size > 0
  const belowContent = name === 'jcr:content' || ((parent?.belowContent ?? false) && !isContentType(type))
  const isAuthorizable = isAuthorizableType(type)
  const authorizable = isAuthorizable
    ? new Authorizable({ ...node, name }, path)
    : (parent?.authorizable ?? null)
  const isItem = carries || (authorizable === null && isItemType(type, belowContent))
  const origin = defined ? node.origin : (carriers[0]?.[1].origin ?? node.origin)
  const item = isItem ? new Item(path, { ...node, origin }, defined, type) : (parent?.item ?? null)
  const relative = isItem || item === null ? '' : childPath(parent?.relative ?? '', name)

  if (defined) item?.hash.add(relative, digestOf(node.properties))
  if (name === 'jcr:content' && parent?.item?.path === parent?.path) parent?.item?.content(node)
  if (name === 'profile' && parent?.authorizable?.path === parent?.path) parent?.authorizable?.profile(node)
  emitMembers(node, authorizable?.path ?? groupPathAbove(path), emitter)
  for (const [key, policy] of policies) {
    for (const fault of policy.faults)
      emitter.finding({ ...fault, ...policy.origin, path: childPath(path, key) })
    emitPolicy(policy, repository && key === repository[0] ? REPOSITORY_POLICY_PATH : path, emitter)
  }
  if (repository) new Item(REPOSITORY_POLICY_PATH, repository[1], true, null).emit(emitter)
  return { path, children, item, relative, authorizable, belowContent }
}

/** Emits what could only be told after the subtree. */
export const leave = (scope: Scope, emitter: Emitter): void => {
  if (scope.authorizable?.path === scope.path) scope.authorizable.emit(emitter)
  if (scope.item?.path === scope.path) scope.item.emit(emitter)
}

/** Reads a subtree that lies wholly in one file. */
export const readInline = (parent: Scope, name: string, node: DocNode, emitter: Emitter): void => {
  if (node.properties.size === 0 && node.children.length === 0) return
  const scope = enter(parent, name, node, false, emitter)
  for (const key of [...scope.children.keys()].sort())
    readInline(scope, key, scope.children.get(key) as DocNode, emitter)
  leave(scope, emitter)
}
