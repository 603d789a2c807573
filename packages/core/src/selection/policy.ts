/** The kinds of grant, in the order triggers prefer them on one item (ACL before CUG). */
export const POLICIES = ['ACL', 'CUG', 'OWNER', 'CREATED_BY', 'MODIFIED_BY', 'PRINCIPAL_POLICY'] as const
export type Policy = (typeof POLICIES)[number]

export const RULESETS = ['aem-principals', 'aem-groups-only', 'every-principal'] as const
export type RulesetName = (typeof RULESETS)[number]

/** Bits of `items.flags`. Stored in run folders; never renumber. */
export const ItemFlag = {
  /** No node was read at this path; only a policy names it. */
  IMPLIED: 1,
} as const
