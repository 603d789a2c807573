import type { MemberSide, ReconciliationStatus } from '@crosswalk/core'
import type { Look } from '../../app/labels.js'

export const STATUS_LOOKS: Readonly<Record<ReconciliationStatus, Look>> = {
  IN_BOTH: {
    ...{ label: 'In both', icon: 'done', tone: 'green' },
    hint: 'A group is migrated, and the destination has a group of its name.',
  },
  ONLY_MIGRATED: {
    ...{ label: 'Only migrated', icon: 'through', tone: 'blue' },
    hint: 'A group is migrated, and the destination has none of its name.',
  },
  ONLY_DESTINATION: {
    ...{ label: 'Only at destination', icon: 'globe', tone: 'slate' },
    hint: 'The destination has a group of a name that no migrated group has.',
  },
}

export const SIDE_LOOKS: Readonly<Record<MemberSide, Look>> = {
  SOURCE_ONLY: {
    ...{ label: 'Only in migrated', icon: 'through', tone: 'blue' },
    hint: "The source's group has this member, the destination's group does not.",
  },
  DESTINATION_ONLY: {
    ...{ label: 'Only at destination', icon: 'globe', tone: 'slate' },
    hint: "The destination's group has this member, the source's group does not.",
  },
}
