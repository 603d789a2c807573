/** Names under which Oak keeps policies; the node's type, not its name, says which kind it is. */
export const POLICY_NAMES: ReadonlySet<string> = new Set([
  'rep:policy',
  'rep:repoPolicy',
  'rep:cugPolicy',
  'rep:principalPolicy',
])

const POLICY_TYPES: ReadonlySet<string> = new Set(['rep:ACL', 'rep:CugPolicy', 'rep:PrincipalPolicy'])

export const isPolicyType = (type: string | null): boolean => type !== null && POLICY_TYPES.has(type)

/** Policies that make the node they lie on an item: a principal policy acts elsewhere. */
export const isContentPolicyType = (type: string | null): boolean =>
  type === 'rep:ACL' || type === 'rep:CugPolicy'
