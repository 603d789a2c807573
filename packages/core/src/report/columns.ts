import type { Resolution } from '../resolution/resolution.js'

/**
 * The columns of the user mappings CSV, in order, always all of them (seed 002, reference/dryviq.md 1.4).
 * Columns 3 to 10 are also the exception-import file.
 */
export const MAPPING_COLUMNS = [
  'type',
  'job_name',
  'source_id',
  'source_username',
  'source_name',
  'source_caption',
  'destination_id',
  'destination_username',
  'destination_name',
  'destination_caption',
  'resolution',
  'message',
] as const
export type MappingColumn = (typeof MAPPING_COLUMNS)[number]

/** The columns of the principal migration report's CSV, in order. */
export const OUTCOME_COLUMNS = [
  'type',
  'authorizable_id',
  'principal_name',
  'name',
  'caption',
  'path',
  'outcome',
  'relation',
  'reason',
  'message',
  'trigger_path',
  'trigger_policy',
  'trigger_principal',
  'trigger_count',
  'conflict_fields',
  'conflict_source',
  'conflict_target',
  'mapped',
  'flags',
  'resolution',
  'items_direct',
  'items_effective',
] as const
export type OutcomeColumn = (typeof OUTCOME_COLUMNS)[number]

/** What a person reads above each column. */
export const COLUMN_LABELS: Readonly<Record<MappingColumn | OutcomeColumn, string>> = {
  type: 'Type',
  job_name: 'Job',
  source_id: 'Source ID',
  source_username: 'Source username',
  source_name: 'Source name',
  source_caption: 'Source display name',
  destination_id: 'Destination ID',
  destination_username: 'Destination username',
  destination_name: 'Destination name',
  destination_caption: 'Destination display name',
  resolution: 'Resolution',
  message: 'Message',
  authorizable_id: 'Authorizable ID',
  principal_name: 'Principal name',
  name: 'Name',
  caption: 'Display name',
  path: 'Path',
  outcome: 'Outcome',
  relation: 'Relation',
  reason: 'Reason',
  trigger_path: 'Trigger',
  trigger_policy: 'Trigger policy',
  trigger_principal: 'Through',
  trigger_count: 'Triggers',
  conflict_fields: 'Fields in conflict',
  conflict_source: 'Values in conflict',
  conflict_target: 'Target principals',
  mapped: 'Mapped',
  flags: 'Flags',
  items_direct: 'Permissions',
  items_effective: 'Permissions through groups',
}

/** CSV and REST spell a resolution in lower case. */
export const resolutionInCsv = (resolution: Resolution): string => resolution.toLowerCase()
