import { NONE, type PrincipalGraph } from '../principals/graph.js'
import { REASON_ORDER, type Outcomes } from './decide.js'
import { OutcomeFlag, RELATIONS, type OutcomeReason, type Relation } from './outcome.js'

/** Counts of a kind of principal; `migrated + notMigrated` is all of them. */
export interface OutcomeTotals {
  readonly total: number
  readonly migrated: number
  readonly notMigrated: number
  /** The four combinations: mapping and migration are independent. */
  readonly mappedMigrated: number
  readonly mappedNotMigrated: number
  readonly unmappedMigrated: number
  readonly unmappedNotMigrated: number
}

/** The principal migration report's summary. Each breakdown adds up to the totals. */
export interface OutcomeSummary {
  readonly accounts: OutcomeTotals
  readonly groups: OutcomeTotals
  readonly unknown: OutcomeTotals
  readonly reasons: Readonly<Record<OutcomeReason, number>>
  readonly relations: Readonly<Record<Relation, number>>
}

export const summarise = (
  { count, sources, groupStart }: Pick<PrincipalGraph, 'count' | 'sources' | 'groupStart'>,
  outcomes: Outcomes,
): OutcomeSummary => {
  const tally = (list: readonly string[], codes: Int8Array) =>
    Object.fromEntries(list.map((name, code) => [name, codes.reduce((n, held) => n + +(held === code), 0)]))
  return {
    accounts: totals(outcomes, 0, groupStart),
    groups: totals(outcomes, groupStart, sources),
    unknown: totals(outcomes, sources, count),
    reasons: tally(REASON_ORDER, outcomes.reason) as Record<OutcomeReason, number>,
    relations: tally(RELATIONS, outcomes.relation) as Record<Relation, number>,
  }
}

const totals = ({ reason, flags }: Outcomes, from: number, to: number): OutcomeTotals => {
  const combination = [0, 0, 0, 0]
  for (let p = from; p < to; p++) {
    combination[+(reason[p] !== NONE) * 2 + +((flags[p]! & OutcomeFlag.MAPPED) === 0)]!++
  }
  const [mappedMigrated, unmappedMigrated, mappedNotMigrated, unmappedNotMigrated] = combination as [
    number,
    number,
    number,
    number,
  ]
  return {
    total: to - from,
    migrated: mappedMigrated + unmappedMigrated,
    notMigrated: mappedNotMigrated + unmappedNotMigrated,
    mappedMigrated,
    mappedNotMigrated,
    unmappedMigrated,
    unmappedNotMigrated,
  }
}
