import {
  MAPPING_REASONS,
  OUTCOME_REASONS,
  RESOLUTION_LABELS,
  type LoggedCase,
  type LogLevel,
  type MappingFlagName,
  type MappingReason,
  type Outcome,
  type OutcomeFlagName,
  type OutcomeReason,
  type Policy,
  type Relation,
  type Resolution,
  type RunState,
  type Severity,
} from '@crosswalk/core'
import type { IconName } from '../ui/icons.js'
import type { Tone } from '../ui/tone.js'

/** How one value of an enum looks: words and an icon first, colour last. */
export interface Look {
  label: string
  icon: IconName
  tone: Tone
  hint?: string
}

const look = (label: string, icon: IconName, tone: Tone, hint?: string): Look => ({ label, icon, tone, hint })
const resolution = (name: Resolution, icon: IconName, tone: Tone, hint: string): Look =>
  look(RESOLUTION_LABELS[name], icon, tone, hint)

/** Meanings as the user mappings report's documentation gives them (seed 002). */
export const RESOLUTION_LOOKS: Readonly<Record<Resolution, Look>> = {
  EXCEPTION: resolution('EXCEPTION', 'pin', 'violet', 'Resolved by an exception that names both identities.'),
  EMAIL: resolution('EMAIL', 'mail', 'blue', 'Resolved by matching email addresses.'),
  ID: resolution('ID', 'hash', 'sky', 'Resolved by matching platform ids.'),
  USERNAME: resolution('USERNAME', 'at', 'teal', 'Resolved by matching usernames.'),
  NAME: resolution('NAME', 'tag', 'green', 'Resolved by matching names.'),
  PROVISION: resolution('PROVISION', 'plus', 'pink', 'Created on the destination.'),
  PASSTHROUGH: resolution('PASSTHROUGH', 'through', 'sand', 'Passed through to the destination as it is.'),
  EXTERNAL: resolution('EXTERNAL', 'globe', 'slate', 'Resolved as an external user.'),
  DEFAULT: resolution('DEFAULT', 'fallback', 'amber', 'Fell back to the default identity.'),
  UNRESOLVED: resolution('UNRESOLVED', 'help', 'red', 'No match was found.'),
}

export const OUTCOME_LOOKS: Readonly<Record<Outcome, Look>> = {
  MIGRATED: look('Migrated', 'done', 'green'),
  NOT_MIGRATED: look('Not migrated', 'ban', 'slate'),
}

const reason = (name: OutcomeReason, label: string, icon: IconName, tone: Tone): Look =>
  look(label, icon, tone, OUTCOME_REASONS[name])

export const OUTCOME_REASON_LOOKS: Readonly<Record<OutcomeReason, Look>> = {
  EVERYONE: reason('EVERYONE', 'Everyone', 'group', 'slate'),
  BUILT_IN: reason('BUILT_IN', 'Built-in', 'lock', 'sand'),
  SYSTEM_USER: reason('SYSTEM_USER', 'System user', 'gear', 'teal'),
  UNKNOWN_PRINCIPAL: reason('UNKNOWN_PRINCIPAL', 'Unknown principal', 'help', 'amber'),
  EXCLUDED: reason('EXCLUDED', 'Excluded', 'ban', 'pink'),
  NOT_REFERENCED: reason('NOT_REFERENCED', 'Not referenced', 'link', 'slate'),
  USERS_NOT_MIGRATED: reason('USERS_NOT_MIGRATED', 'Users not migrated', 'user', 'blue'),
  NOT_REMIGRATED: reason('NOT_REMIGRATED', 'Migrated before', 'repeat', 'violet'),
  ALREADY_ON_TARGET: reason('ALREADY_ON_TARGET', 'Already on target', 'layers', 'sky'),
  UNIQUE_CONFLICT: reason('UNIQUE_CONFLICT', 'Unique conflict', 'alert', 'red'),
}

export const MAPPING_REASON_LABELS: Readonly<Record<MappingReason, string>> = {
  NO_EMAIL: 'No email address',
  NOT_FOUND: 'Not found',
  AMBIGUOUS: 'Ambiguous',
  EXCLUDED: 'Excluded',
  DISABLED_AT_DESTINATION: 'Disabled at destination',
  MAPPING_OFF: 'Mapping off',
  GROUPS_NOT_MAPPED: 'Groups not mapped',
  EXCEPTION_TARGET_UNKNOWN: 'Exception target unknown',
  ID_NOT_RETURNED: 'Id not returned',
}
export const MAPPING_REASON_HINTS: Readonly<Record<MappingReason, string>> = MAPPING_REASONS

export const RELATION_LABELS: Readonly<Record<Relation, string>> = {
  ON_CONTENT: 'On the content',
  ANCESTOR: 'Ancestor group',
  DESCENDANT: 'Descendant',
}
export const RELATION_SENTENCES: Readonly<Record<Relation, string>> = {
  ON_CONTENT: 'It is on an ACL or CUG policy of the content.',
  ANCESTOR: 'A principal on the content is a member of it.',
  DESCENDANT: 'It is a member of a group on the content.',
}

export const POLICY_LABELS: Readonly<Record<Policy, string>> = {
  ACL: 'ACL',
  CUG: 'CUG',
  OWNER: 'Owner',
  CREATED_BY: 'Created by',
  MODIFIED_BY: 'Modified by',
  PRINCIPAL_POLICY: 'Principal policy',
}

type Flag = MappingFlagName | OutcomeFlagName
export const FLAG_LOOKS: Readonly<Record<Flag, Look>> = {
  MANY_TO_ONE: look('Many to one', 'merge', 'violet', 'Several source identities land on this destination.'),
  DUPLICATE_EMAIL: look(
    'Duplicate email',
    'clone',
    'amber',
    'Another source account has the same email address.',
  ),
  NO_EMAIL: look('No email', 'mail', 'slate', 'The account has no email address.'),
  DISABLED: look('Disabled', 'ban', 'slate', 'The source identity is disabled.'),
  MAPPED: look('Mapped', 'check', 'green', 'The mapping found a destination identity.'),
  WILL_DUPLICATE_PROFILE: look(
    'Will duplicate profile',
    'alert',
    'red',
    'Migrated but not mapped: signing in through the identity provider makes a second profile.',
  ),
  LEFT_BEHIND: look(
    'Left behind',
    'alert',
    'amber',
    'New to a group of an earlier run, which a top-up does not migrate again.',
  ),
  TRANSFERRED: look('Transferred before', 'check', 'slate', 'An earlier run migrated it.'),
}

export const KIND_LOOKS = {
  ACCOUNT: look('User', 'user', 'slate'),
  GROUP: look('Group', 'group', 'slate'),
} as const satisfies Record<string, Look>

export const STATE_LOOKS: Readonly<Record<RunState, Look>> = {
  QUEUED: look('Queued', 'clock', 'slate'),
  RUNNING: look('Running', 'play', 'blue'),
  STOPPING: look('Stopping', 'stop', 'amber'),
  STOPPED: look('Stopped', 'stop', 'amber'),
  FINISHED: look('Finished', 'done', 'green'),
  FAILED: look('Failed', 'refused', 'red'),
  CANCELLED: look('Cancelled', 'ban', 'slate'),
}

export const LOG_LEVEL_LOOKS: Readonly<Record<Uppercase<LogLevel>, Look>> = {
  INFO: look('Info', 'info', 'slate'),
  WARN: look('Warning', 'alert', 'amber'),
  ERROR: look('Error', 'refused', 'red'),
}

/** The exceptional cases that seed 001 wants logged. */
export const LOGGED_CASE_LABELS: Readonly<Record<LoggedCase, string>> = {
  NO_EMAIL: 'No email address',
  DISABLED: 'Disabled',
  UNIQUE_CONFLICT: 'Unique conflict',
  NOT_MAPPED: 'Migrated, not mapped',
  DUPLICATE_EMAIL: 'Shared email address',
}

export const SEVERITY_LOOKS: Readonly<Record<Severity, Look>> = {
  ERROR: look('Error', 'refused', 'red'),
  WARNING: look('Warning', 'alert', 'amber'),
  INFO: look('Note', 'info', 'slate'),
}

export const PHASE_LABELS = {
  READ: 'Read',
  RESOLVE: 'Resolve',
  SELECT: 'Select',
  DECIDE: 'Decide',
  PUBLISH: 'Publish',
} as const
