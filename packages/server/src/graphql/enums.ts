import {
  ATTEMPT_OUTCOMES,
  EVIDENCE_RULES,
  FILTER_OPS,
  LOG_LEVELS,
  LOGGED_CASES,
  MAPPING_REASONS,
  MappingFlag as MappingFlagBits,
  MEMBER_SIDES,
  NEAR_MISSES,
  NOTICES,
  OBSTACLES,
  OUTCOME_REASONS,
  OUTCOMES,
  OutcomeFlag as OutcomeFlagBits,
  PHASES,
  POLICIES,
  PRINCIPAL_KINDS,
  QUALITY_ISSUES,
  QUALITY_ISSUE_CODES,
  RECONCILIATION_STATUSES,
  REJECTIONS,
  RELATIONS,
  REPORT_DIFFERENCES,
  REPORTS,
  RESOLUTIONS,
  RUN_STATES,
  SEVERITIES,
  SORTS,
  USER_NOTES,
  UserNote as UserNoteBits,
  VALIDATED_FIELDS,
} from '@crosswalk/core'
import { registerEnumType } from 'type-graphql'

import { ROLES } from '../control/roles.js'
import { AFFECTED_MODES, MAPPINGS_UNAVAILABLE } from '@crosswalk/core'
import * as text from './enum-texts.js'

/** An enum of the schema, its names in upper case, with a sentence for each value. */
export function enumOf<V extends string>(
  name: string,
  description: string,
  values: readonly V[],
  texts: Readonly<Record<V, string>>,
): Record<Uppercase<V>, V> {
  const members = Object.fromEntries(values.map((value) => [value.toUpperCase(), value]))
  const valuesConfig = Object.fromEntries(
    values.map((value) => [value.toUpperCase(), { description: texts[value] }]),
  )
  registerEnumType(members, { name, description, valuesConfig })
  return members as Record<Uppercase<V>, V>
}
const keys = <K extends string>(table: Readonly<Record<K, unknown>>): K[] => Object.keys(table) as K[]

export const RoleEnum = enumOf(
  'Role',
  'What a caller may do; each role may do what those before it may.',
  ROLES,
  text.roles,
)
export const RunStateEnum = enumOf('RunState', 'Where a run stands.', RUN_STATES, text.runStates)
export const LogLevelEnum = enumOf(
  'LogLevel',
  'How much a line of a log matters.',
  LOG_LEVELS,
  text.logLevels,
)
export const LoggedCaseEnum = enumOf(
  'LoggedCase',
  'An exceptional case, logged with each principal it concerns.',
  keys(LOGGED_CASES),
  text.loggedCases,
)
export const PhaseEnum = enumOf('Phase', 'The steps of a run, in order.', PHASES, text.phases)
export const SeverityEnum = enumOf('Severity', 'How much a finding matters.', SEVERITIES, text.severities)
export const PrincipalKindEnum = enumOf(
  'PrincipalKind',
  'The two kinds of principal.',
  PRINCIPAL_KINDS,
  text.kinds,
)
export const ResolutionEnum = enumOf(
  'Resolution',
  'How a source principal was matched to a destination identity.',
  RESOLUTIONS,
  text.resolutions,
)
export const MappingReasonEnum = enumOf(
  'MappingReason',
  'Why a principal is not mapped, or mapped with a caveat.',
  keys(MAPPING_REASONS),
  MAPPING_REASONS,
)
export const MappingFlagEnum = enumOf(
  'MappingFlag',
  'What else is to be known of a mapping.',
  keys(MappingFlagBits),
  text.mappingFlags,
)
export const OutcomeEnum = enumOf('Outcome', 'Whether a principal migrates.', OUTCOMES, text.outcomes)
export const RelationEnum = enumOf(
  'Relation',
  'How a migrated principal relates to the content, the strongest relation it has.',
  RELATIONS,
  text.relations,
)
export const OutcomeReasonEnum = enumOf(
  'OutcomeReason',
  'Why a principal is not migrated: the first reason that holds.',
  keys(OUTCOME_REASONS),
  OUTCOME_REASONS,
)
export const OutcomeFlagEnum = enumOf(
  'OutcomeFlag',
  'What else is to be known of a principal.',
  keys(OutcomeFlagBits),
  text.outcomeFlags,
)
export const PolicyEnum = enumOf('Policy', 'The kinds of grant on an item.', POLICIES, text.policies)
export const FilterOpEnum = enumOf('FilterOp', 'How a clause compares its field.', FILTER_OPS, text.filterOps)
export const MappingFieldEnum = enumOf(
  'MappingField',
  'What the user mappings report can be filtered by.',
  keys(text.mappingFields),
  text.mappingFields,
)
export const OutcomeFieldEnum = enumOf(
  'OutcomeField',
  'What the principal migration report can be filtered by.',
  keys(text.outcomeFields),
  text.outcomeFields,
)
export const QualityIssueEnum = enumOf(
  'QualityIssue',
  'What makes source identities hard to map.',
  QUALITY_ISSUE_CODES,
  QUALITY_ISSUES,
)
export const QualityFieldEnum = enumOf(
  'QualityField',
  'What the source quality report can be filtered by.',
  keys(text.qualityFields),
  text.qualityFields,
)
export const ItemFieldEnum = enumOf(
  'ItemField',
  'What items can be filtered by.',
  keys(text.itemFields),
  text.itemFields,
)
export const FindingFieldEnum = enumOf(
  'FindingField',
  'What findings can be filtered by.',
  keys(text.findingFields),
  text.findingFields,
)
export const ReportEnum = enumOf('Report', 'The reports of a run.', REPORTS, text.reports)
export const MappingSortEnum = enumOf(
  'MappingSort',
  'The orders of the user mappings report.',
  SORTS.mappings,
  text.mappingSorts,
)
export const OutcomeSortEnum = enumOf(
  'OutcomeSort',
  'The orders of the principal migration report.',
  SORTS.outcomes,
  text.outcomeSorts,
)
export const FindingSortEnum = enumOf(
  'FindingSort',
  'The orders of findings.',
  SORTS.findings,
  text.findingSorts,
)
export const EvidenceRuleEnum = enumOf(
  'EvidenceRule',
  'What was tried for a row.',
  EVIDENCE_RULES,
  text.evidenceRules,
)
export const VerdictEnum = enumOf('Verdict', 'How a rule ended.', ATTEMPT_OUTCOMES, text.verdicts)
export const RejectionEnum = enumOf(
  'Rejection',
  'Why a destination identity with the same value may not be used.',
  keys(REJECTIONS),
  REJECTIONS,
)
export const NearMissKindEnum = enumOf(
  'NearMissKind',
  'How close a destination identity comes.',
  keys(NEAR_MISSES),
  NEAR_MISSES,
)
export const MappingsUnavailableEnum = enumOf(
  'MappingsUnavailableCode',
  'Why a run has no user mappings to show.',
  MAPPINGS_UNAVAILABLE,
  text.unavailable,
)
export const UserNoteEnum = enumOf(
  'UserNote',
  'What a person must do for a user of the user report.',
  keys(UserNoteBits),
  USER_NOTES,
)
export const ReconciliationStatusEnum = enumOf(
  'ReconciliationStatus',
  'Where a group stands after the migration, by its name.',
  RECONCILIATION_STATUSES,
  text.reconciliationStatuses,
)
export const MemberSideEnum = enumOf(
  'MemberSide',
  'Which side alone has a member of a group that is in both.',
  MEMBER_SIDES,
  text.memberSides,
)
export const UserReportFieldEnum = enumOf(
  'UserReportField',
  'What the user report can be filtered by.',
  keys(text.userReportFields),
  text.userReportFields,
)
export const BulkGroupFieldEnum = enumOf(
  'BulkGroupField',
  'What the bulk group file can be filtered by.',
  keys(text.bulkGroupFields),
  text.bulkGroupFields,
)
export const BulkUserFieldEnum = enumOf(
  'BulkUserField',
  'What the bulk user file can be filtered by.',
  keys(text.bulkUserFields),
  text.bulkUserFields,
)
export const ReconciliationFieldEnum = enumOf(
  'ReconciliationField',
  'What the group reconciliation can be filtered by.',
  keys(text.reconciliationFields),
  text.reconciliationFields,
)
export const ReconciliationMemberFieldEnum = enumOf(
  'ReconciliationMemberField',
  'What the differing members of reconciled groups can be filtered by.',
  keys(text.reconciliationMemberFields),
  text.reconciliationMemberFields,
)
export const GrantAccessEnum = enumOf(
  'GrantAccess',
  'Whether an entry of a policy grants or denies.',
  keys(text.accesses),
  text.accesses,
)
export const PathStepKindEnum = enumOf(
  'PathStepKind',
  'How a principal comes from the one before it.',
  keys(text.pathSteps),
  text.pathSteps,
)
export const AffectedModeEnum = enumOf(
  'AffectedMode',
  'Whose grants on items count.',
  AFFECTED_MODES,
  text.affectedModes,
)
const obstacleTexts = { ...OBSTACLES, ...OUTCOME_REASONS, NOT_REMIGRATED: OBSTACLES.NOT_REMIGRATED }
export const ObstacleCodeEnum = enumOf(
  'ObstacleCode',
  'What stands between a grant and the migration of a principal.',
  keys(obstacleTexts),
  obstacleTexts,
)
export const NoticeCodeEnum = enumOf(
  'NoticeCode',
  'What the principal migration report tells beside its rows.',
  keys(NOTICES),
  NOTICES,
)
export const ReportDifferenceEnum = enumOf(
  'ReportDifference',
  'How a principal migration report made elsewhere can differ from a run, in a row.',
  keys(REPORT_DIFFERENCES),
  REPORT_DIFFERENCES,
)
export const ValidatedFieldEnum = enumOf(
  'ValidatedField',
  'What is read of a principal migration report made elsewhere.',
  VALIDATED_FIELDS,
  text.validatedFields,
)
