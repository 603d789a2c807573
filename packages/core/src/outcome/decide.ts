import { NONE, Trait, type PrincipalGraph } from '../principals/graph.js'
import { PrincipalFlag } from '../principals/principal.js'
import { Selected } from '../selection/closure.js'
import type { Ruleset } from '../selection/ruleset.js'
import { OUTCOME_REASONS, OutcomeFlag, RELATIONS, type OutcomeReason, type Relation } from './outcome.js'

/** The reasons in order of precedence; `Outcomes.reason` holds places in this list. */
export const REASON_ORDER = Object.keys(OUTCOME_REASONS) as readonly OutcomeReason[]

export interface DecideInput {
  readonly graph: Pick<PrincipalGraph, 'count' | 'sources' | 'groupStart'>
  readonly ruleset: Pick<Ruleset, 'migrates'>
  /** `Closure.bits`. */
  readonly selected: Uint8Array
  /** `Trait` bits; under wipe pass them through `traitsOnWipe`. */
  readonly traits: Uint8Array
  /** `PrincipalFlag` bits of the source principals; unknown principals have none. */
  readonly flags: Uint32Array
  /** `conflictMask` of each principal; all 0 under wipe, for the target is empty then. */
  readonly conflicts: Uint8Array
  /** 1 for each principal that only groups of earlier runs keep from being selected, see `leftBehind`. */
  readonly leftBehind: Uint8Array
  /** What the mapping knows: `OutcomeFlag` bits `MAPPED`, `NO_EMAIL` and `DUPLICATE_EMAIL`. */
  readonly mapping: Uint8Array
}

/** One outcome for each principal, unknown ones included. */
export interface Outcomes {
  /** Place in `REASON_ORDER` of why it is not migrated; `NONE` (-1) where it is migrated. */
  readonly reason: Int8Array
  /** Place in `RELATIONS` of the strongest relation of a migrated principal, else `NONE`; also `NONE` where no content selects. */
  readonly relation: Int8Array
  /** `OutcomeFlag` bits. */
  readonly flags: Uint8Array
}

const RELATION_BITS: Readonly<Record<Relation, number>> = {
  ON_CONTENT: Selected.ON_CONTENT,
  ANCESTOR: Selected.ANCESTOR,
  DESCENDANT: Selected.DESCENDANT,
}

/** DECIDE: exactly one outcome for each principal, with the first reason that holds. */
export const decide = (input: DecideInput): Outcomes => {
  const { count } = input.graph
  const reason = new Int8Array(count).fill(NONE)
  const relation = new Int8Array(count).fill(NONE)
  const flags = new Uint8Array(count)
  for (let p = 0; p < count; p++) {
    const refusal = REASON_ORDER.findIndex((name) => HOLDS[name](input, p))
    reason[p] = refusal
    flags[p] = flagsOf(input, p, refusal === NONE)
    if (refusal !== NONE) continue
    relation[p] = RELATIONS.findIndex((name) => (input.selected[p]! & RELATION_BITS[name]) !== 0)
  }
  return { reason, relation, flags }
}

const trait =
  (bit: number) =>
  ({ traits }: DecideInput, p: number): boolean =>
    (traits[p]! & bit) !== 0

/** When each reason holds, whatever the others. */
const HOLDS: Readonly<Record<OutcomeReason, (input: DecideInput, p: number) => boolean>> = {
  EVERYONE: trait(Trait.EVERYONE),
  BUILT_IN: trait(Trait.BUILT_IN),
  SYSTEM_USER: ({ graph, flags }, p) => p < graph.sources && (flags[p]! & PrincipalFlag.SYSTEM) !== 0,
  UNKNOWN_PRINCIPAL: ({ graph }, p) => p >= graph.sources,
  EXCLUDED: trait(Trait.EXCLUDED),
  NOT_REFERENCED: ({ selected }, p) => selected[p] === 0,
  USERS_NOT_MIGRATED: ({ graph, ruleset }, p) =>
    p < graph.groupStart && !ruleset.migrates.includes('account'),
  NOT_REMIGRATED: trait(Trait.NOT_REMIGRATED),
  ALREADY_ON_TARGET: trait(Trait.ALREADY_ON_TARGET),
  UNIQUE_CONFLICT: ({ conflicts }, p) => conflicts[p] !== 0,
}

/** Whether nothing but its groups' earlier migration keeps `p` from being migrated, and it is not there already. */
const isLeftBehind = (input: DecideInput, p: number): boolean =>
  input.leftBehind[p] === 1 &&
  (input.traits[p]! & Trait.TRANSFERRED) === 0 &&
  REASON_ORDER.every((name) => name === 'NOT_REFERENCED' || !HOLDS[name](input, p))

const flagsOf = (input: DecideInput, p: number, migrated: boolean): number => {
  const { graph, flags, mapping, traits } = input
  if (p >= graph.sources) return 0
  const account = p < graph.groupStart
  const disabled = (flags[p]! & PrincipalFlag.DISABLED) !== 0 ? OutcomeFlag.DISABLED : 0
  const unmapped = account && migrated && (mapping[p]! & OutcomeFlag.MAPPED) === 0
  const known = OutcomeFlag.MAPPED | (account ? OutcomeFlag.NO_EMAIL | OutcomeFlag.DUPLICATE_EMAIL : 0)
  const behind = isLeftBehind(input, p) ? OutcomeFlag.LEFT_BEHIND : 0
  const transferred = (traits[p]! & Trait.TRANSFERRED) !== 0 ? OutcomeFlag.TRANSFERRED : 0
  return (
    behind |
    transferred |
    (mapping[p]! & known) |
    disabled |
    (unmapped ? OutcomeFlag.WILL_DUPLICATE_PROFILE : 0)
  )
}
