import { PrincipalFlag } from '@crosswalk/core'
import { primaryType, text, values, type DocNode } from './doc-node.js'
import type { Emitter } from './emitter.js'

const TYPES: ReadonlySet<string> = new Set(['rep:User', 'rep:SystemUser', 'rep:Group'])

export const isAuthorizableType = (type: string | null): boolean => type !== null && TYPES.has(type)

/**
 * A user or group being read. Its row is emitted once its subtree is read, because the profile may lie in
 * another file.
 */
export class Authorizable {
  #email: string | null = null
  #givenName: string | null = null
  #familyName: string | null = null
  #displayName: string | null = null

  constructor(
    private readonly node: DocNode,
    readonly path: string,
  ) {}

  /** Takes what the child node `profile` says. */
  profile(node: DocNode): void {
    this.#email = text(node, 'email')
    this.#givenName = text(node, 'givenName')
    this.#familyName = text(node, 'familyName')
    this.#displayName = text(node, 'displayName')
  }

  emit(emitter: Emitter): void {
    const { node, path } = this
    const type = primaryType(node)
    const where = { file: node.origin.file, line: node.origin.line, path }
    const id = text(node, 'rep:authorizableId') ?? node.name
    const principalName = text(node, 'rep:principalName') ?? id
    if (text(node, 'rep:authorizableId') === null)
      emitter.finding({ code: 'AUTHORIZABLE_WITHOUT_ID', ...where, args: { id } })
    if (text(node, 'rep:principalName') === null)
      emitter.finding({ code: 'AUTHORIZABLE_WITHOUT_NAME', ...where, args: { id } })
    if (type === 'rep:Group') emitter.counts.groups++
    else if (type === 'rep:SystemUser') emitter.counts.systemUsers++
    else emitter.counts.users++
    const shared = {
      ...{ id, principalName, path, uuid: text(node, 'jcr:uuid'), externalId: text(node, 'rep:externalId') },
      flags:
        (node.properties.has('rep:disabled') ? PrincipalFlag.DISABLED : 0) |
        (type === 'rep:SystemUser' ? PrincipalFlag.SYSTEM : 0),
      origin: node.origin,
    }
    if (type === 'rep:Group')
      emitter.principal({
        ...shared,
        ...{ kind: 'group', username: null, name: id, email: null },
        caption: this.#givenName ?? this.#displayName,
      })
    else {
      const fullName = [this.#givenName, this.#familyName].filter((part) => part !== null).join(' ')
      emitter.principal({
        ...shared,
        ...{ kind: 'account', username: id, name: this.#email, email: this.#email },
        caption: fullName || this.#displayName,
      })
    }
    for (const group of values(node, 'rep:externalPrincipalNames'))
      if (group !== '')
        emitter.membership({
          ...{ memberBy: 'path', member: path, groupBy: 'principal', group, createGroup: true },
          origin: node.origin,
        })
  }
}

const MEMBER_TYPES: ReadonlySet<string> = new Set([
  'rep:Group',
  'rep:MemberReferences',
  'rep:MemberReferencesList',
  'rep:Members',
])

/**
 * Emits the members that a node lists: `rep:members` of a group or of a node of its `rep:membersList`, and every
 * property of an old `rep:Members` node. `group` is the path of the group.
 */
export const emitMembers = (node: DocNode, group: string, emitter: Emitter): void => {
  const type = primaryType(node)
  if (type === null || !MEMBER_TYPES.has(type)) return
  for (const [name, property] of node.properties) {
    if (name !== 'rep:members' && (type !== 'rep:Members' || name.startsWith('jcr:'))) continue
    for (const member of property.values)
      if (member !== '')
        emitter.membership({
          ...{ memberBy: 'uuid', member, groupBy: 'path', group, createGroup: false },
          origin: node.origin,
        })
  }
}

/** The group that a member node belongs to where its own node was not read: the path above its list. */
export const groupPathAbove = (path: string): string => path.replace(/\/rep:members(?:List)?(?:\/.*)?$/, '')
