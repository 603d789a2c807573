import type { PrincipalKind } from '../principals/principal.js'
import type { PrincipalIndex } from './directory-index.js'
import { exclusionOf } from './exclusions.js'
import { lookUpIdentity } from './identity-lookup.js'
import type { MappingPlan } from './plan.js'
import { identityOf } from './rule.js'
import type { Landing } from './rule.js'

/** Where rows land that fall back to the default identity; null: the kind has none. */
export type DefaultIdentities = Readonly<Record<PrincipalKind, Landing | null>>

/** What is wrong with a default identity, as the argument of the finding DEFAULT_IDENTITY. */
export interface DefaultProblem {
  destination: string
  problem: string
}

export interface ResolvedDefaults {
  identities: DefaultIdentities
  problems: readonly DefaultProblem[]
}

/**
 * Looks the plan's default identities up among the destination principals. One that is not there (a live system may
 * still have it) or not unique is used as written; one that is excluded is not used. Both are findings.
 */
export const resolveDefaults = (plan: MappingPlan, destination: PrincipalIndex): ResolvedDefaults => {
  const problems: DefaultProblem[] = []
  const landingOf = (kind: PrincipalKind): Landing | null => {
    const written = plan.on && plan.order.includes('DEFAULT') ? (plan.default?.[kind] ?? null) : null
    const found = written === null ? null : lookUpIdentity(written, [kind], destination)
    if (written === null || found === null) return null
    const [hit] = found.hits
    const report = (problem: string) => problems.push({ destination: found.text, problem })
    if (
      exclusionOf(plan.exclusions.destination, hit ?? { ...written, row: -1, kind, email: null, flags: 0 })
    ) {
      report('is excluded, so it was not used')
      return null
    }
    if (hit !== undefined) return { row: hit.row, identity: identityOf(hit) }
    report(
      found.notUnique > 0
        ? 'fits several identities of the destination, so it was used as written'
        : 'is not in the destination directory, so it was used as written',
    )
    return { row: null, identity: identityOf(written) }
  }
  return { identities: { account: landingOf('account'), group: landingOf('group') }, problems }
}
