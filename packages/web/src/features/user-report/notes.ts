import { USER_NOTES, type UserNoteName } from '@crosswalk/core'
import type { Look } from '../../app/labels.js'

/** The notes A, B and C of the user report (reference/aem.md A2). */
export const NOTE_LOOKS: Readonly<Record<UserNoteName, Look>> = {
  NOTE_A: { label: 'A: on a policy', icon: 'user', tone: 'amber', hint: USER_NOTES.NOTE_A },
  NOTE_B: { label: 'B: built-in group', icon: 'lock', tone: 'sand', hint: USER_NOTES.NOTE_B },
  NOTE_C: { label: 'C: local group', icon: 'group', tone: 'violet', hint: USER_NOTES.NOTE_C },
}
