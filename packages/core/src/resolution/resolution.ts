/** How a source principal was matched, in the report's order (seed 002). CSV and REST use lower case. */
export const RESOLUTIONS = [
  'EXCEPTION',
  'EMAIL',
  'ID',
  'USERNAME',
  'NAME',
  'PROVISION',
  'PASSTHROUGH',
  'EXTERNAL',
  'DEFAULT',
  'UNRESOLVED',
] as const
export type Resolution = (typeof RESOLUTIONS)[number]

/** The labels the user mappings report prints. */
export const RESOLUTION_LABELS: Readonly<Record<Resolution, string>> = {
  EXCEPTION: 'Exception',
  EMAIL: 'Email',
  ID: 'ID',
  USERNAME: 'Username',
  NAME: 'Name',
  PROVISION: 'Provision',
  PASSTHROUGH: 'Passthrough',
  EXTERNAL: 'External',
  DEFAULT: 'Default',
  UNRESOLVED: 'Unresolved',
}

/** Why a row is unmatched (or matched with a caveat). The sentence is the report's `message` column. */
export const MAPPING_REASONS = {
  NO_EMAIL: 'The source account has no email address, so it can be migrated but not mapped.',
  NOT_FOUND: 'No destination identity matched by any rule of the plan.',
  AMBIGUOUS: 'More than one destination identity matched, so none was chosen.',
  EXCLUDED: 'The identity is excluded from mapping.',
  DISABLED_AT_DESTINATION: 'The only matching destination identity is disabled.',
  MAPPING_OFF: 'Mapping was switched off for this run.',
  GROUPS_NOT_MAPPED: 'Groups are not mapped on this platform; reconcile them after the migration.',
  EXCEPTION_TARGET_UNKNOWN: 'An exception names a destination identity that does not exist.',
  ID_NOT_RETURNED: 'The identity was found, but the directory did not return its id.',
} as const
export type MappingReason = keyof typeof MAPPING_REASONS

/** Bits of `mappings.flags`. Stored in run folders; never renumber. */
export const MappingFlag = {
  /** Several source identities land on this destination. */
  MANY_TO_ONE: 1,
  /** Another source account has the same normalised email. */
  DUPLICATE_EMAIL: 2,
  NO_EMAIL: 4,
  /** The source identity is disabled; it is mapped as normal. */
  DISABLED: 8,
} as const
export type MappingFlagName = keyof typeof MappingFlag
