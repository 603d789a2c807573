/** Whose grants count: the principal's own, or those of the groups it is in as well. */
export const AFFECTED_MODES = ['DIRECT', 'EFFECTIVE'] as const
export type AffectedMode = (typeof AFFECTED_MODES)[number]

/** The principal whose affected items are meant, and whose grants on them. */
export interface AffectedBy {
  /** `out_<run>_<row_id>`. */
  readonly id: string
  readonly mode: AffectedMode
}

/** The exports that can be of a principal's affected items alone. */
export const AFFECTED_EXPORTS = ['items', 'item_grants'] as const
