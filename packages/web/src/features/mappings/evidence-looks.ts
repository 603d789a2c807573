import { RESOLUTION_LABELS, type AttemptOutcome, type NearMissKind, type Rejection } from '@crosswalk/core'
import type { Look } from '../../app/labels.js'
import type { EvidenceStep } from './evidence-documents.js'

export const VERDICT_LOOKS: Readonly<Record<AttemptOutcome, Look>> = {
  MATCH: { label: 'Match', icon: 'check', tone: 'green' },
  MISS: { label: 'No match', icon: 'close', tone: 'slate' },
  ABSENT: { label: 'No value', icon: 'ban', tone: 'slate' },
  AMBIGUOUS: { label: 'Ambiguous', icon: 'clone', tone: 'amber' },
  SKIPPED: { label: 'Not tried', icon: 'through', tone: 'slate' },
}
const STOPPED: Look = { label: 'Excluded', icon: 'ban', tone: 'amber' }
const UNRESOLVED: Look = { label: 'Unresolved', icon: 'help', tone: 'red' }

export const REJECTION_LABELS: Readonly<Record<Rejection, string>> = {
  EXCLUDED: 'excluded',
  DISABLED: 'disabled',
  OTHER_DOMAIN: 'other domain',
}

export const NEAR_MISS_LABELS: Readonly<Record<NearMissKind, string>> = {
  DISABLED: 'Disabled',
  SAME_NAME_OTHER_DOMAIN: 'Other domain',
  SAME_LOCAL_PART: 'Same local part',
  SWAPPED_NAME: 'Words swapped',
  OTHER_SPELLING: 'Other spelling',
}

const FIELD_LABELS: Readonly<Record<string, string>> = { name: 'name', caption: 'display name' }

/** What was tried: the rule, and the field where one rule compares several. */
export const stepLabel = ({ rule, field }: Pick<EvidenceStep, 'rule' | 'field'>): string => {
  if (rule === 'EXCLUSION') return 'Exclusions'
  if (rule === 'UNRESOLVED') return 'End'
  const label = RESOLUTION_LABELS[rule]
  return field !== null && rule === 'NAME' ? `${label}, by ${FIELD_LABELS[field] ?? field}` : label
}

/** An exclusion that matches, and the end of a row that nothing resolved, are no success. */
export const stepLook = ({ rule, verdict }: Pick<EvidenceStep, 'rule' | 'verdict'>): Look => {
  if (rule === 'UNRESOLVED') return UNRESOLVED
  return rule === 'EXCLUSION' && verdict === 'MATCH' ? STOPPED : VERDICT_LOOKS[verdict]
}
