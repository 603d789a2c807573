import { domainOf, keysOf, localPartOf } from '../principals/keys.js'
import type { DirectoryPrincipal, Keys } from '../principals/keys.js'
import { PrincipalFlag } from '../principals/principal.js'
import { formsOf } from './directory-index.js'
import type { PrincipalIndex } from './directory-index.js'
import { mailDomain } from './domains.js'
import { exclusionOf } from './exclusions.js'
import type { MappingPlan } from './plan.js'

/** Why a destination principal is close to an unresolved row, nearest first. */
export const NEAR_MISSES = {
  DISABLED: 'It has the same key, but is disabled at the destination.',
  SAME_NAME_OTHER_DOMAIN: 'It has the same display name, but another mail domain.',
  SAME_LOCAL_PART: 'Its email has the same local part at another domain.',
  SWAPPED_NAME: 'Its display name has the same words in another order.',
  OTHER_SPELLING: 'One of its fields differs only by case, space, marks or Unicode form.',
} as const
export type NearMissKind = keyof typeof NEAR_MISSES

export interface NearMiss {
  kind: NearMissKind
  principal: DirectoryPrincipal
  /** The normalised value both come close in. */
  shared: string
}

const COMPARED = ['email', 'id', 'username', 'name', 'caption'] as const
const kinds = Object.keys(NEAR_MISSES) as NearMissKind[]

/**
 * Destination principals that almost matched, each once with its nearest kind. They are shown to a person and never
 * resolve a row. Excluded destinations are left out.
 */
export const nearMisses = (
  source: DirectoryPrincipal,
  destination: PrincipalIndex,
  plan: MappingPlan,
): readonly NearMiss[] => {
  const keys = keysOf(source)
  const all: NearMiss[] = []
  const near = (kind: NearMissKind, shared: string, found: readonly DirectoryPrincipal[]): void => {
    for (const principal of found) all.push({ kind, principal, shared })
  }
  for (const field of COMPARED) {
    const key = keys[field]
    if (key === null) continue
    const same = destination.find(source.kind, field, key)
    if (!plan.disabledDestinations)
      near(
        'DISABLED',
        key,
        same.filter(({ flags }) => (flags & PrincipalFlag.DISABLED) !== 0),
      )
    if (field === 'caption' && source.kind === 'account')
      near(
        'SAME_NAME_OTHER_DOMAIN',
        key,
        same.filter((one) => mailDomain(plan, one) !== mailDomain(plan, source)),
      )
  }
  const local = localPartOf(keys.email)
  if (local !== null)
    near(
      'SAME_LOCAL_PART',
      local,
      destination
        .find(source.kind, 'local', local)
        .filter((one) => domainOf(keysOf(one).email) !== domainOf(keys.email)),
    )
  if (keys.name_sorted !== null)
    near(
      'SWAPPED_NAME',
      keys.name_sorted,
      destination
        .find(source.kind, 'name_sorted', keys.name_sorted)
        .filter((one) => keysOf(one).caption !== keys.caption),
    )
  for (const form of formsOf(source))
    near(
      'OTHER_SPELLING',
      form,
      destination.find(source.kind, 'form', form).filter((one) => !sharesKey(keys, keysOf(one))),
    )
  return nearestOfEach(all.filter(({ principal }) => !exclusionOf(plan.exclusions.destination, principal)))
}

/** Whether a rule could compare them as equal: then their spelling is not what kept them apart. */
const sharesKey = (a: Keys, b: Keys): boolean =>
  COMPARED.some((field) => a[field] !== null && a[field] === b[field])

const nearestOfEach = (all: readonly NearMiss[]): readonly NearMiss[] => {
  const seen = new Set<number>()
  return [...all]
    .sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.principal.row - b.principal.row)
    .filter(({ principal: { row } }) => !seen.has(row) && seen.add(row))
}
