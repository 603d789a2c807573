import { OUTCOME_REASON_LOOKS, RELATION_LABELS, RELATION_SENTENCES } from '../../app/labels.js'
import type { OutcomeRow } from './documents.js'

/** What a person calls the principal, and the line below it that tells it from namesakes. */
export const principalLines = (row: OutcomeRow): [string | null, string | null] => {
  const parts = [row.caption, row.principalName, row.authorizableId, row.name].filter(
    (part): part is string => part !== null && part !== '',
  )
  const first = parts[0] ?? null
  return [first, parts.find((part) => part !== first) ?? null]
}

/** Why the row has its outcome: a short name and a sentence. */
export const whyOf = ({ relation, reason, message }: OutcomeRow): [string | null, string | null] => {
  if (reason)
    return [OUTCOME_REASON_LOOKS[reason].label, message ?? OUTCOME_REASON_LOOKS[reason].hint ?? null]
  if (relation) return [RELATION_LABELS[relation], message ?? RELATION_SENTENCES[relation]]
  return [null, message]
}

/** The summary's counts of both outcomes; their sum is the report's number of rows. */
export const outcomeTotals = (outcomes: readonly { outcome: string; count: number }[]) => {
  const sum = (wanted: string): number =>
    outcomes.reduce((total, { outcome, count }) => (outcome === wanted ? total + count : total), 0)
  const migrated = sum('MIGRATED')
  const notMigrated = sum('NOT_MIGRATED')
  return { migrated, notMigrated, total: migrated + notMigrated }
}
