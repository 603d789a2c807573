import { REPORT_DIFFERENCES, VALIDATED_FIELDS, type ReportDifference } from '@crosswalk/core'
import { OUTCOME_LOOKS, OUTCOME_REASON_LOOKS, RELATION_LABELS, type Look } from '../../app/labels.js'
import type { ColumnPair } from './documents.js'

const look = (code: ReportDifference, label: string, icon: Look['icon'], tone: Look['tone']): Look => ({
  ...{ label, icon, tone },
  hint: REPORT_DIFFERENCES[code],
})

export const DIFFERENCE_LOOKS: Readonly<Record<ReportDifference, Look>> = {
  MISSING: look('MISSING', 'Missing', 'minus', 'red'),
  UNEXPECTED: look('UNEXPECTED', 'Unexpected', 'plus', 'violet'),
  WRONG_OUTCOME: look('WRONG_OUTCOME', 'Wrong outcome', 'alert', 'red'),
  WRONG_REASON: look('WRONG_REASON', 'Wrong reason', 'help', 'amber'),
}

export const isDifference = (text: string): text is ReportDifference => Object.hasOwn(DIFFERENCE_LOOKS, text)

type Field = ColumnPair['field']
export const FIELD_LABELS: Readonly<Record<Field, string>> = {
  TYPE: 'User or group',
  AUTHORIZABLE_ID: 'Authorizable ID',
  PRINCIPAL_NAME: 'Principal name',
  OUTCOME: 'Outcome',
  REASON: 'Reason',
  RELATION: 'Relation',
}
export const FIELDS = VALIDATED_FIELDS.map((field) => field.toUpperCase() as Field)

const WORDS = new Map<string, string>([
  ...Object.entries({ ...OUTCOME_LOOKS, ...OUTCOME_REASON_LOOKS }).map(
    ([code, { label }]) => [code, label] as const,
  ),
  ...Object.entries(RELATION_LABELS),
])

/** `NOT_MIGRATED: BUILT_IN` in the words the reports use; codes nobody knows stay as they are. */
export const verdictWords = (value: string | null): string | null => {
  if (value === null) return null
  const [outcome = '', ...why] = value.split(': ')
  return [outcome, why.join(': ')]
    .filter(Boolean)
    .map((code) => WORDS.get(code) ?? code)
    .join(': ')
}

/** A chosen column as the address holds it: `outcome:Did it go?`. */
export const encodePair = ({ column, field }: ColumnPair): string => `${field.toLowerCase()}:${column}`

export const decodePair = (text: string): ColumnPair | null => {
  const colon = text.indexOf(':')
  const field = FIELDS.find((known) => known.toLowerCase() === text.slice(0, colon))
  const column = text.slice(colon + 1)
  return colon > 0 && field && column ? { column, field } : null
}

/** The choices with this column read as that field, which no other column is then; null takes its choice back. */
export const withPair = (
  pairs: readonly ColumnPair[],
  column: string,
  field: Field | null,
): readonly ColumnPair[] => {
  const others = pairs.filter((pair) => pair.column !== column && pair.field !== field)
  return field === null ? others : [...others, { column, field }]
}
