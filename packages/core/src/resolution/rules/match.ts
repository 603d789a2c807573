import { keysOf } from '../../principals/keys.js'
import type { DirectoryPrincipal } from '../../principals/keys.js'
import { canonicalEmail, emailSpellings, mailDomain } from '../domains.js'
import { PrincipalFlag } from '../../principals/principal.js'
import { exclusionOf } from '../exclusions.js'
import type { MatchRule } from '../plan.js'
import { attempt, identityOf } from '../rule.js'
import type { Attempt, Candidate, Rejection, ResolutionContext } from '../rule.js'

export type MatchField = 'email' | 'id' | 'username' | 'name' | 'caption'

const rejectionOf = (
  source: DirectoryPrincipal,
  candidate: DirectoryPrincipal,
  field: MatchField,
  { plan }: ResolutionContext,
): Rejection | null => {
  if (exclusionOf(plan.exclusions.destination, candidate) !== undefined) return 'EXCLUDED'
  const byName = source.kind === 'account' && (field === 'caption' || field === 'name')
  if (
    byName &&
    plan.accountNames === 'same-domain' &&
    mailDomain(plan, source) !== mailDomain(plan, candidate)
  )
    return 'OTHER_DOMAIN'
  if (!plan.disabledDestinations && (candidate.flags & PrincipalFlag.DISABLED) !== 0) return 'DISABLED'
  return null
}

/** One comparison of a source principal's field with the same field of destination principals of its kind. */
export const compare = (
  rule: MatchRule,
  field: MatchField,
  source: DirectoryPrincipal,
  context: ResolutionContext,
): Attempt => {
  const { plan, destination } = context
  const key = keysOf(source)[field]
  if (key === null) return attempt(rule, 'ABSENT', { field })
  const compared = field === 'email' ? canonicalEmail(plan, key) : key
  const candidates = (field === 'email' ? emailSpellings(plan, key) : [key])
    .flatMap((spelling) => destination.find(source.kind, field, spelling))
    .sort((a, b) => a.row - b.row)
    .map((principal): Candidate => ({
      principal,
      compared,
      rejected: rejectionOf(source, principal, field, context),
    }))
  const [first, second] = candidates.filter(({ rejected }) => rejected === null)
  const seen = { field, compared, candidates }
  if (first === undefined) return attempt(rule, 'MISS', seen)
  if (second !== undefined) return attempt(rule, 'AMBIGUOUS', seen)
  if (plan.requireDestinationId && keysOf(first.principal).id === null)
    return attempt(rule, 'MATCH', { ...seen, stop: 'ID_NOT_RETURNED' })
  return attempt(rule, 'MATCH', {
    ...seen,
    landing: { row: first.principal.row, identity: identityOf(first.principal) },
  })
}

/** The comparisons of a rule, up to the one that decides the row. */
export const compareInTurn = (
  rule: MatchRule,
  fields: readonly MatchField[],
  source: DirectoryPrincipal,
  context: ResolutionContext,
): readonly Attempt[] => {
  const attempts: Attempt[] = []
  for (const field of fields) {
    const made = compare(rule, field, source, context)
    attempts.push(made)
    if (made.outcome === 'MATCH') break
    if (made.outcome === 'AMBIGUOUS' && context.plan.ambiguity !== 'continue') break
  }
  return attempts
}
