import { OUTCOME_REASONS, OUTCOMES, RELATIONS } from './outcome.js'

/** How a principal migration report made elsewhere can differ from a run, a row at a time; the first that holds. */
export const REPORT_DIFFERENCES = {
  MISSING: 'The run has this principal, the report does not.',
  UNEXPECTED: 'The report has this principal, the run does not.',
  WRONG_OUTCOME: 'The report gives another outcome than the run.',
  WRONG_REASON:
    'The outcome is the same; the reason, or how the principal relates to the content, is another.',
} as const
export type ReportDifference = keyof typeof REPORT_DIFFERENCES

/** What is read of such a report; its columns may have other names and be mapped to these. */
export const VALIDATED_FIELDS = [
  'type',
  'authorizable_id',
  'principal_name',
  'outcome',
  'reason',
  'relation',
] as const
export type ValidatedField = (typeof VALIDATED_FIELDS)[number]

/** A code's letters alone, in upper case: `Not migrated` and `NOT_MIGRATED` are one. */
const letters = (text: string): string => text.toUpperCase().replace(/[^A-Z]/g, '')

/** How a report may spell each code: itself, more words for it, and for reasons their sentence. */
export const CODE_SPELLINGS: Readonly<
  Record<'outcome' | 'reason' | 'relation', ReadonlyMap<string, string>>
> = {
  outcome: new Map([
    ...OUTCOMES.map((code) => [letters(code), code] as const),
    ...['YES', 'TRUE'].map((word) => [word, 'MIGRATED'] as const),
    ...['NO', 'FALSE', 'UNMIGRATED', 'SKIPPED'].map((word) => [word, 'NOT_MIGRATED'] as const),
  ]),
  reason: new Map(
    Object.entries(OUTCOME_REASONS).flatMap(([code, sentence]) => [
      [letters(code), code] as const,
      [letters(sentence), code] as const,
    ]),
  ),
  relation: new Map(RELATIONS.map((code) => [letters(code), code] as const)),
}
