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

/** The other bits of `items.flags`: the kinds of grant that the item has. */
export const ItemGrantFlag = {
  ACL: 2,
  CUG: 4,
  OWNER: 8,
  CREATED_BY: 16,
  MODIFIED_BY: 32,
  PRINCIPAL_POLICY: 64,
} as const satisfies Readonly<Record<Policy, number>>
