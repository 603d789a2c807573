import type { Policy } from '@crosswalk/core'
import { primaryType, text, values, type DocNode } from './doc-node.js'
import type { Emitter } from './emitter.js'

/** Properties of an entry that are no restrictions. */
const OWN_PROPERTIES: ReadonlySet<string> = new Set([
  'rep:principalName',
  'rep:privileges',
  'rep:effectivePath',
])

/** Where the entries of repository-level policies are told: no content has this path, and no scope includes it. */
export const REPOSITORY_POLICY_PATH = '/rep:repoPolicy'

/**
 * Emits the entries of one policy node. Its kind and that of its entries follow from `jcr:primaryType`, never
 * from element names. `path` is the node that carries the policy.
 */
export const emitPolicy = (policy: DocNode, path: string, emitter: Emitter): void => {
  switch (primaryType(policy) ?? '') {
    case 'rep:ACL':
      emitter.counts.acls++
      emitAcl(policy, path, emitter)
      break
    case 'rep:CugPolicy':
      emitter.counts.cugPolicies++
      emitCug(policy, path, emitter)
      break
    case 'rep:PrincipalPolicy':
      emitter.counts.principalPolicies++
      emitPrincipalPolicy(policy, path, emitter)
      break
    default:
      if (policy.properties.size > 0) unknownType(policy, path, emitter)
  }
}

const emitAcl = (policy: DocNode, path: string, emitter: Emitter): void => {
  const { counts } = emitter
  let ordinal = 0
  for (const entry of policy.children) {
    const type = primaryType(entry)
    if (entry.properties.size === 0) continue
    if (type !== 'rep:GrantACE' && type !== 'rep:DenyACE') {
      unknownType(entry, path, emitter)
      continue
    }
    counts.aclEntries++
    if (type === 'rep:DenyACE') counts.denyEntries++
    const principal = text(entry, 'rep:principalName')
    if (principal === null) withoutPrincipal(entry, path, emitter)
    else emit('ACL', path, ordinal++, principal, entry, type === 'rep:GrantACE', emitter)
  }
}

const emitCug = (policy: DocNode, path: string, emitter: Emitter): void => {
  values(policy, 'rep:principalNames')
    .filter((name) => name !== '')
    .forEach((principal, ordinal) =>
      emitter.entry({
        ...{ path, policy: 'CUG', ordinal, principal, allow: true, rights: null, restrictions: null },
        origin: policy.origin,
      }),
    )
}

/** Entries lie under a system user but act at their `rep:effectivePath`; an empty one is the repository. */
const emitPrincipalPolicy = (policy: DocNode, path: string, emitter: Emitter): void => {
  const principal = text(policy, 'rep:principalName')
  const ordinals = new Map<string, number>()
  for (const entry of policy.children) {
    if (entry.properties.size === 0) continue
    if (primaryType(entry) !== 'rep:PrincipalEntry') {
      unknownType(entry, path, emitter)
      continue
    }
    emitter.counts.principalEntries++
    if (principal === null) {
      withoutPrincipal(entry, path, emitter)
      continue
    }
    if (!entry.properties.has('rep:effectivePath'))
      emitter.finding({
        ...{ code: 'BAD_VALUE', ...entry.origin, path },
        args: { name: 'rep:effectivePath', problem: 'it is missing; the repository is assumed' },
      })
    const effective = text(entry, 'rep:effectivePath') ?? '/'
    const ordinal = ordinals.get(effective) ?? 0
    ordinals.set(effective, ordinal + 1)
    emit('PRINCIPAL_POLICY', effective, ordinal, principal, entry, true, emitter)
  }
}

const emit = (
  policy: Policy,
  path: string,
  ordinal: number,
  principal: string,
  entry: DocNode,
  allow: boolean,
  emitter: Emitter,
): void =>
  emitter.entry({
    ...{ path, policy, ordinal, principal, allow },
    rights: values(entry, 'rep:privileges').join(',') || null,
    restrictions: restrictionsOf(entry),
    origin: entry.origin,
  })

/** Restrictions of the child `rep:restrictions`, and the old style: further properties of the entry itself. */
const restrictionsOf = (entry: DocNode): string | null => {
  const pairs = new Map<string, string>()
  const holders = [entry, ...entry.children.filter((child) => primaryType(child) === 'rep:Restrictions')]
  for (const holder of holders)
    for (const [name, property] of holder.properties)
      if (!name.startsWith('jcr:') && !OWN_PROPERTIES.has(name)) pairs.set(name, property.values.join(','))
  if (pairs.size === 0) return null
  return [...pairs.keys()]
    .sort()
    .map((name) => `${name}=${pairs.get(name) ?? ''}`)
    .join(';')
}

const unknownType = (entry: DocNode, path: string, emitter: Emitter): void =>
  emitter.finding({
    ...{ code: 'UNKNOWN_ENTRY_TYPE', ...entry.origin, path },
    args: { type: primaryType(entry) ?? '(none)' },
  })

const withoutPrincipal = (entry: DocNode, path: string, emitter: Emitter): void =>
  emitter.finding({ code: 'POLICY_WITHOUT_PRINCIPAL', ...entry.origin, path, args: {} })
