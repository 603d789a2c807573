import type {
  AttemptOutcome,
  EvidenceStep,
  FilterOp,
  LoggedCase,
  LogLevel,
  MappingFlagName,
  MemberSide,
  Outcome,
  OutcomeFlagName,
  PathStep,
  Phase,
  Policy,
  PrincipalKind,
  ReconciliationStatus,
  Relation,
  Report,
  REPORT_FIELDS,
  Resolution,
  RunState,
  Severity,
  SORTS,
  ValidatedField,
} from '@crosswalk/core'

import type { Role } from '../control/roles.js'
import type { AffectedMode, MappingsUnavailableCode } from '@crosswalk/core'
import type { GrantEntry } from '../warehouse/grant-entries.js'

/** A sentence for each value of the schema's enums; a value that core adds and this lacks does not compile. */
type Texts<K extends string> = Readonly<Record<K, string>>

export const roles: Texts<Role> = {
  viewer: 'Reads jobs, runs and reports.',
  exporter: 'Also exports reports.',
  operator: 'Also starts, resumes and stops runs, and imports exceptions.',
  admin: 'Also manages access and reads the schema.',
}
export const runStates: Texts<RunState> = {
  QUEUED: 'Waiting for a free slot.',
  RUNNING: 'Under way.',
  STOPPING: 'Asked to stop; what was done is being saved.',
  STOPPED: 'Stopped or interrupted; what was done is kept, and it can be resumed.',
  FINISHED: 'Done; its result never changes.',
  FAILED: 'Ended by a problem; it can be resumed once that is cured.',
  CANCELLED: 'Taken out of the queue before it began.',
}
export const logLevels: Texts<LogLevel> = {
  info: 'As expected.',
  warn: 'To be looked at.',
  error: 'It ended the work.',
}
export const loggedCases: Texts<LoggedCase> = {
  NO_EMAIL: 'The user has no email address: it may be migrated but is not mapped.',
  DISABLED: 'The user is disabled: it is mapped and migrated as others are, and stays disabled.',
  UNIQUE_CONFLICT:
    'The principal shares uniqueness-constrained data with one of the target: it is not migrated.',
  NOT_MAPPED: 'The user is migrated but not mapped: signing in makes a second profile.',
  DUPLICATE_EMAIL: 'Several users share the email address.',
}
export const phases: Texts<Phase> = {
  READ: 'Reads the inputs.',
  RESOLVE: 'Matches source principals to destination identities.',
  SELECT: 'Finds the principals the content needs.',
  DECIDE: 'Gives every principal its outcome.',
  PUBLISH: 'Writes the reports.',
}
export const severities: Texts<Severity> = {
  INFO: 'Good to know.',
  WARNING: 'Worth a look: something was assumed or left out.',
  ERROR: 'Something could not be read.',
}
export const kinds: Texts<PrincipalKind> = { account: 'A user.', group: 'A group.' }
export const resolutions: Texts<Resolution> = {
  EXCEPTION: 'By a manually defined exception.',
  EMAIL: 'By equal email addresses.',
  ID: 'By equal platform ids.',
  USERNAME: 'By equal usernames.',
  NAME: 'By equal names.',
  PROVISION: 'Created on the destination.',
  PASSTHROUGH: 'Passed through as it is.',
  EXTERNAL: 'As an external user.',
  DEFAULT: 'By the default mapping.',
  UNRESOLVED: 'No match was found.',
}
export const mappingFlags: Texts<MappingFlagName> = {
  MANY_TO_ONE: 'Several source identities land on this destination.',
  DUPLICATE_EMAIL: 'Another source account has the same email address.',
  NO_EMAIL: 'The source account has no email address.',
  DISABLED: 'The source identity is disabled.',
}
export const outcomes: Texts<Outcome> = {
  MIGRATED: 'The principal migrates.',
  NOT_MIGRATED: 'The principal does not migrate; the reason says why.',
}
export const relations: Texts<Relation> = {
  ON_CONTENT: 'It is itself on an ACL or CUG policy of the content.',
  ANCESTOR: 'A principal on the content is in this group.',
  DESCENDANT: 'It is in a group that is on the content.',
}
export const outcomeFlags: Texts<OutcomeFlagName> = {
  MAPPED: 'The mapping found a destination identity.',
  NO_EMAIL: 'The account has no email address.',
  DISABLED: 'The account is disabled and stays so.',
  DUPLICATE_EMAIL: 'Another source account has the same email address.',
  WILL_DUPLICATE_PROFILE:
    'It migrates unmapped: a sign-in through the identity provider makes a second profile.',
  LEFT_BEHIND: 'In the gap of a top-up: it would migrate if the groups of earlier runs were migrated again.',
  TRANSFERRED: 'An earlier run migrated it, and no wipe came between.',
}
export const policies: Texts<Policy> = {
  ACL: 'An access control entry, allowing or denying.',
  CUG: 'A closed user group.',
  OWNER: 'Owns the item.',
  CREATED_BY: 'Created the item.',
  MODIFIED_BY: 'Modified the item last.',
  PRINCIPAL_POLICY: 'An entry kept with the principal, not with the item.',
}
export const filterOps: Texts<FilterOp> = {
  IN: 'Equals one of the values; an empty value means absent.',
  NOT_IN: 'Exactly the rows that IN leaves out.',
  CONTAINS: 'Contains one of the values.',
  STARTS_WITH: 'Starts with one of the values.',
  BETWEEN: 'Lies between a pair of values, both included; an empty value leaves that end open.',
  IS_NULL: '"true" for absent, "false" for present.',
  HAS_FLAG: 'Has at least one of the flags.',
}
export const mappingFields: Texts<keyof (typeof REPORT_FIELDS)['mappings']> = {
  JOB: 'Job of the run, by id.',
  KIND: 'ACCOUNT or GROUP.',
  RESOLUTION: 'How the principal was matched.',
  REASON: 'Why it was not.',
  FLAGS: 'Flags of the mapping.',
  DOMAIN: 'Mail domain of the source identity.',
  ITEMS: 'Number of items with a direct grant.',
  TEXT: 'Free text in names, ids, usernames and captions of either side.',
}
export const outcomeFields: Texts<keyof (typeof REPORT_FIELDS)['outcomes']> = {
  JOB: 'Job of the run, by id.',
  KIND: 'ACCOUNT or GROUP; absent for a principal that only policies name.',
  OUTCOME: 'Whether it migrates.',
  RELATION: 'How it relates to the content.',
  REASON: 'Why it does not migrate.',
  FLAGS: 'Flags of the principal.',
  RESOLUTION: 'How it was mapped.',
  TRIGGER_POLICY: 'The kind of policy that selected it first.',
  TEXT: 'Free text in ids, names, captions and paths.',
}
export const qualityFields: Texts<keyof (typeof REPORT_FIELDS)['source_quality']> = {
  JOB: 'Job of the run, by id.',
  CODE: 'The issue.',
  KIND: 'ACCOUNT or GROUP.',
  VALUE: 'The value that is shared or wrong, normalised.',
  TEXT: 'Free text in the value and in ids, usernames, names and captions of the source.',
}
export const itemFields: Texts<keyof (typeof REPORT_FIELDS)['items']> = {
  JOB: 'Job of the run, by id.',
  PATH: 'Where it lies.',
  TYPE: 'Its node type or kind.',
  OWNER: 'Name of its owner.',
  POLICY: 'The kinds of grant it has.',
  FLAGS: 'Flags of the item.',
}
export const findingFields: Texts<keyof (typeof REPORT_FIELDS)['findings']> = {
  JOB: 'Job of the run, by id.',
  PHASE: 'The phase that met it.',
  SEVERITY: 'How much it matters.',
  CODE: 'Its code.',
  FILE: 'The input it was met in.',
  PATH: 'The node or value it concerns.',
}
export const reports: Texts<Report> = {
  mappings: 'Who becomes whom.',
  outcomes: 'Who migrates, who does not, and why.',
  items: 'The content.',
  findings: 'What was met in the inputs and not swallowed.',
  source_quality: 'What makes source identities hard to map.',
  user_report: 'The users, with what the destination is to know of them.',
  bulk_groups: 'The groups to be made on the destination.',
  bulk_users: 'The users to be made on the destination.',
  reconciliation: 'What differs between the wanted and the actual groups.',
  reconciliation_members: 'What differs between their members.',
}
const reading = "The report's reading order, run by run."
export const mappingSorts: Texts<(typeof SORTS)['mappings'][number]> = {
  DEFAULT: reading,
  RESOLUTION: 'By resolution, in the order of the rules.',
  KIND: 'Users, then groups.',
  REASON: 'By reason; rows without one last.',
  DESTINATION: 'By name of the destination, whatever its case; rows without one last.',
  ITEMS: 'Most affected items first.',
}
export const outcomeSorts: Texts<(typeof SORTS)['outcomes'][number]> = {
  DEFAULT: reading,
  OUTCOME: 'Those that migrate first.',
  REASON: 'By reason; those that migrate last.',
  KIND: 'Users, then groups, then principals that only policies name.',
  RELATION: 'By relation to the content, the strongest first; those without one last.',
}
export const findingSorts: Texts<(typeof SORTS)['findings'][number]> = {
  DEFAULT: reading,
  SEVERITY: 'By severity, the least first.',
  CODE: 'By code.',
}
export const evidenceRules: Texts<EvidenceStep['rule']> = {
  EXCLUSION: 'The exclusions of the plan, before any rule.',
  EXCEPTION: resolutions.EXCEPTION,
  PASSTHROUGH: resolutions.PASSTHROUGH,
  EMAIL: resolutions.EMAIL,
  ID: resolutions.ID,
  USERNAME: resolutions.USERNAME,
  NAME: resolutions.NAME,
  PROVISION: resolutions.PROVISION,
  EXTERNAL: resolutions.EXTERNAL,
  DEFAULT: resolutions.DEFAULT,
  UNRESOLVED: 'The end of a row that nothing resolved.',
}
export const verdicts: Texts<AttemptOutcome> = {
  MATCH: 'The rule decides the row.',
  MISS: 'The source has a value, and no destination identity that may be used has it.',
  ABSENT: 'The source has no value to compare.',
  AMBIGUOUS: 'Several destination identities have the value.',
  SKIPPED: 'The rule was not tried.',
}
export const unavailable: Texts<MappingsUnavailableCode> = {
  NEVER_RUN: 'No run of the job has finished.',
  PRESERVATION_OFF: 'The job preserves neither permissions nor owners.',
  PLATFORM_WITHOUT_PERMISSIONS: 'The platform has no permissions to preserve.',
  MAPPING_OFF: 'User mapping was switched off.',
  NO_IDENTITIES: 'The run found no users or groups.',
}
export const reconciliationStatuses: Texts<ReconciliationStatus> = {
  IN_BOTH: 'A migrated group and a group of the destination have this name.',
  ONLY_MIGRATED: 'The migrated group has no counterpart on the destination.',
  ONLY_DESTINATION: 'No migrated group has the name of this group of the destination.',
}
export const memberSides: Texts<MemberSide> = {
  SOURCE_ONLY: 'A member on the source whose destination is no member there, or that is unmapped.',
  DESTINATION_ONLY: 'A member on the destination to which no member on the source is mapped.',
}
export const userReportFields: Texts<keyof (typeof REPORT_FIELDS)['user_report']> = {
  NOTES: 'Notes of the user.',
  EMAIL: 'Email address.',
  GROUPS: 'Number of groups.',
  TEXT: 'Free text in ids, names, addresses and groups.',
}
export const bulkGroupFields: Texts<keyof (typeof REPORT_FIELDS)['bulk_groups']> = {
  NAME: 'Name of the group.',
  TEXT: 'Free text in names and descriptions.',
}
export const bulkUserFields: Texts<keyof (typeof REPORT_FIELDS)['bulk_users']> = {
  EMAIL: 'Email address.',
  TEXT: 'Free text in addresses and groups.',
}
export const reconciliationFields: Texts<keyof (typeof REPORT_FIELDS)['reconciliation']> = {
  STATUS: 'Where the group stands.',
  NAME: 'Name of the group.',
  MEMBERS_SOURCE: 'Number of members on the source alone.',
  MEMBERS_DESTINATION: 'Number of members on the destination alone.',
  TEXT: 'Free text in ids, names and captions of either side.',
}
export const reconciliationMemberFields: Texts<keyof (typeof REPORT_FIELDS)['reconciliation_members']> = {
  SIDE: 'Which side has the member.',
  GROUP: 'Row of the group in the reconciliation.',
  GROUP_NAME: 'Name of the group.',
  MAPPED_TO: 'The destination a source member is mapped to; absent where it is unmapped.',
  TEXT: 'Free text in names of groups and members.',
}
export const accesses: Texts<GrantEntry['access']> = {
  ALLOW: 'The entry grants.',
  DENY: 'The entry denies.',
}
export const pathSteps: Texts<PathStep['as']> = {
  ON_CONTENT: 'The policy names it.',
  GROUP: 'The principal before it is a member of it.',
  MEMBER: 'It is a member of the group before it.',
}
export const affectedModes: Texts<AffectedMode> = {
  DIRECT: 'Grants of the principal itself.',
  EFFECTIVE: 'Those, and grants of every group it is in, directly or not.',
}
export const validatedFields: Texts<ValidatedField> = {
  type: 'Account or group.',
  authorizable_id: 'The authorizable id.',
  principal_name: 'The name that policies refer to.',
  outcome: 'Whether the principal migrates.',
  reason: 'Why it does not.',
  relation: 'How it relates to the content where it does.',
}
