import { QUALITY_ISSUES, type QualityIssueCode } from '@crosswalk/core'
import type { Look } from '../../app/labels.js'

const look = (code: QualityIssueCode, label: string, icon: Look['icon'], tone: Look['tone']): Look => ({
  ...{ label, icon, tone },
  hint: QUALITY_ISSUES[code],
})

export const QUALITY_LABELS: Readonly<Record<QualityIssueCode, Look>> = {
  UNLINKABLE: look('UNLINKABLE', 'Nothing to match', 'ban', 'red'),
  MISSING_EMAIL: look('MISSING_EMAIL', 'No email', 'mail', 'amber'),
  INVALID_EMAIL: look('INVALID_EMAIL', 'Invalid email', 'alert', 'amber'),
  DUPLICATE_EMAIL: look('DUPLICATE_EMAIL', 'Duplicate email', 'clone', 'amber'),
  DUPLICATE_EMAIL_CASE: look('DUPLICATE_EMAIL_CASE', 'Same email but case', 'clone', 'amber'),
  DUPLICATE_EMAIL_SPACE: look('DUPLICATE_EMAIL_SPACE', 'Same email but space', 'clone', 'amber'),
  DUPLICATE_EMAIL_UNICODE: look('DUPLICATE_EMAIL_UNICODE', 'Same email but form', 'clone', 'amber'),
  DUPLICATE_ID: look('DUPLICATE_ID', 'Duplicate ID', 'hash', 'red'),
  MANY_TO_ONE: look('MANY_TO_ONE', 'Many to one', 'merge', 'violet'),
}
