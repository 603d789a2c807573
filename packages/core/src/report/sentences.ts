import { OUTCOME_REASONS } from '../outcome/outcome.js'
import type { OutcomeReason } from '../outcome/outcome.js'
import { MAPPING_REASONS } from '../resolution/resolution.js'
import type { MappingReason } from '../resolution/resolution.js'

/** The `message` of a mapping: its reason in a sentence; none where it resolved cleanly. */
export const mappingMessage = (reason: MappingReason | null): string | null =>
  reason === null ? null : MAPPING_REASONS[reason]

/** The `message` of an outcome: why the principal is not migrated; none where it is. */
export const outcomeMessage = (reason: OutcomeReason | null): string | null =>
  reason === null ? null : OUTCOME_REASONS[reason]

/** The names of the flags that are set, in the order of their bits' table. */
export const flagNames = <N extends string>(bits: Readonly<Record<N, number>>, flags: number): N[] =>
  (Object.keys(bits) as N[]).filter((name) => (flags & bits[name]) !== 0)
