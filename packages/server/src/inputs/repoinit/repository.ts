import { PrincipalFlag, type Policy, type PrincipalKind } from '@crosswalk/core'
import type { Emitter } from '../aem/emitter.js'
import { REPOSITORY_POLICY_PATH } from '../aem/policies.js'
import type { ConfigBudget } from '../config/limits.js'
import type { Origin } from '../rows.js'

interface Draft {
  kind: PrincipalKind
  id: string
  path: string | null
  flags: number
  profile: Map<string, string>
  origin: Origin
}

/** One entry of an ACL or of a principal's own policy. */
export interface Grant {
  policy: Policy
  path: string
  principal: string
  allow: boolean
  rights: readonly string[]
  restrictions: string | null
  origin: Origin
}

/** What the scripts have made so far; later statements change what earlier ones said. */
export class Repository {
  readonly #principals = new Map<string, Draft>()
  readonly #memberships = new Map<string, { member: string; group: string; origin: Origin }>()
  #grants: Grant[] = []

  constructor(private readonly budget: ConfigBudget) {}

  create(kind: PrincipalKind, id: string, path: string | null, flags: number, origin: Origin): void {
    this.budget.node(0)
    if (!this.#principals.has(id))
      this.#principals.set(id, { kind, id, path, flags, profile: new Map(), origin })
  }

  remove(id: string): void {
    this.#principals.delete(id)
    for (const [key, { member, group }] of this.#memberships)
      if (member === id || group === id) this.#memberships.delete(key)
  }

  /** False where the scripts did not make this principal. */
  disable(id: string): boolean {
    const draft = this.#principals.get(id)
    if (draft !== undefined) draft.flags |= PrincipalFlag.DISABLED
    return draft !== undefined
  }

  setProfile(id: string, name: string, value: string): void {
    this.#principals.get(id)?.profile.set(name, value)
  }

  add(member: string, group: string, origin: Origin): void {
    this.budget.node(0)
    this.#memberships.set(JSON.stringify([member, group]), { member, group, origin })
  }

  take(member: string, group: string): void {
    this.#memberships.delete(JSON.stringify([member, group]))
  }

  grant(grant: Grant): void {
    this.budget.node(0)
    this.#grants.push(grant)
  }

  /** Takes away the entries that fit; null fits any. */
  revoke(
    policy: Policy,
    principal: string | null,
    path: string | null,
    rights: readonly string[] | null,
  ): void {
    this.budget.node(0, this.#grants.length)
    const wanted = rights?.toSorted().join()
    this.#grants = this.#grants.filter(
      (one) =>
        one.policy !== policy ||
        (principal !== null && one.principal !== principal) ||
        (path !== null && one.path !== path) ||
        (wanted !== undefined && one.rights.toSorted().join() !== wanted),
    )
  }

  /** The node of a principal: where it was made, else where it would be. */
  homeOf(id: string): string {
    return (
      this.#principals.get(id)?.path ??
      `/home/${this.#principals.get(id)?.kind === 'group' ? 'groups' : 'users'}/${id}`
    )
  }

  emit(emitter: Emitter): void {
    for (const draft of this.#principals.values()) emitPrincipal(draft, emitter)
    for (const { member, group, origin } of this.#memberships.values())
      emitter.membership({ memberBy: 'id', member, groupBy: 'id', group, createGroup: true, origin })
    const ordinals = new Map<string, number>()
    for (const grant of this.#grants) {
      const place = `${grant.policy} ${grant.path}`
      const ordinal = ordinals.get(place) ?? 0
      ordinals.set(place, ordinal + 1)
      count(grant, ordinal, emitter)
      emitter.entry({ ...grant, ordinal, rights: grant.rights.join(',') || null, added: true })
    }
  }
}

const emitPrincipal = ({ kind, id, path, flags, profile, origin }: Draft, emitter: Emitter): void => {
  const email = kind === 'account' ? (profile.get('email') ?? null) : null
  const fullName = ['givenName', 'familyName'].flatMap((name) => profile.get(name) ?? []).join(' ')
  if (kind === 'group') emitter.counts.groups++
  else if ((flags & PrincipalFlag.SYSTEM) !== 0) emitter.counts.systemUsers++
  else emitter.counts.users++
  emitter.principal({
    ...{ kind, id, principalName: id, uuid: null, path, externalId: null, flags, declared: true, origin },
    ...{ username: kind === 'account' ? id : null, name: kind === 'group' ? id : email, email },
    caption: fullName || (profile.get('displayName') ?? null),
  })
}

const count = ({ policy, allow }: Grant, ordinal: number, { counts }: Emitter): void => {
  if (policy === 'PRINCIPAL_POLICY') {
    if (ordinal === 0) counts.principalPolicies++
    counts.principalEntries++
    return
  }
  if (ordinal === 0) counts.acls++
  counts.aclEntries++
  if (!allow) counts.denyEntries++
}

/** Where an entry of `:repository` is told, by the kind of its policy. */
export const repositoryPath = (policy: Policy): string => (policy === 'ACL' ? REPOSITORY_POLICY_PATH : '/')
