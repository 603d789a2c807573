export const OUTCOMES = ['MIGRATED', 'NOT_MIGRATED'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** How a migrated principal relates to the content, strongest first. */
export const RELATIONS = ['ON_CONTENT', 'ANCESTOR', 'DESCENDANT'] as const
export type Relation = (typeof RELATIONS)[number]

/** Why a principal is not migrated, in order of precedence: the first that holds is the row's reason. */
export const OUTCOME_REASONS = {
  EVERYONE: 'Everyone is a built-in principal that every system has; it is never migrated.',
  BUILT_IN: 'A built-in principal exists on every target and is never migrated.',
  SYSTEM_USER: 'A system user belongs to the platform or an application and is not migrated.',
  UNKNOWN_PRINCIPAL: 'A policy names this principal, but the source has no such user or group.',
  EXCLUDED: 'The principal is excluded from migration.',
  NOT_REFERENCED:
    'The principal is on no ACL or CUG policy of the content being migrated, nor related to one that is.',
  USERS_NOT_MIGRATED: 'Users are not migrated under this ruleset.',
  NOT_REMIGRATED: 'The group was migrated by the previous run; a top-up does not migrate it again.',
  ALREADY_ON_TARGET: 'The principal is already on the target.',
  UNIQUE_CONFLICT: 'Another principal on the target holds the same unique value; the target stays unchanged.',
} as const
export type OutcomeReason = keyof typeof OUTCOME_REASONS

/** Bits of `outcomes.flags`. Stored in run folders; never renumber. */
export const OutcomeFlag = {
  /** The mapping found a destination identity. Independent of the outcome. */
  MAPPED: 1,
  NO_EMAIL: 2,
  DISABLED: 4,
  DUPLICATE_EMAIL: 8,
  /** Migrated but unmapped: a sign-in through the identity provider makes a second profile. */
  WILL_DUPLICATE_PROFILE: 16,
  /** The gap of a top-up: it would migrate if the groups of earlier runs were migrated again. */
  LEFT_BEHIND: 32,
  /** An earlier run migrated it, and no wipe came between. */
  TRANSFERRED: 64,
} as const
export type OutcomeFlagName = keyof typeof OutcomeFlag

/** The target fields that must be unique, in the order conflicts are reported. */
export const UNIQUE_FIELDS = [
  'rep:principalName',
  'rep:authorizableId',
  'jcr:uuid',
  'rep:externalId',
] as const
export type UniqueField = (typeof UNIQUE_FIELDS)[number]
