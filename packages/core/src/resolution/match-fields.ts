import type { PrincipalKind } from '../principals/principal.js'
import type { MatchRule } from './plan.js'
import type { MatchField } from './rules/match.js'

/**
 * The fields each match rule compares, in order. An account's `name` is its email, so accounts match by name through
 * their display name only. The bulk resolver compiles the same table.
 */
export const MATCH_FIELDS: Readonly<
  Record<MatchRule, Readonly<Record<PrincipalKind, readonly MatchField[]>>>
> = {
  EMAIL: { account: ['email'], group: [] },
  ID: { account: ['id'], group: ['id'] },
  USERNAME: { account: ['username'], group: [] },
  NAME: { account: ['caption'], group: ['name', 'caption'] },
}
