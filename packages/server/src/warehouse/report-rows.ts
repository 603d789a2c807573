import {
  ItemFlag,
  MappingFlag,
  OutcomeFlag,
  QUALITY_ISSUES,
  encodeRowId,
  findingMessage,
  flagNames,
  mappingMessage,
  outcomeMessage,
} from '@crosswalk/core'
import type { Finding, Report } from '@crosswalk/core'
import type { Row } from './duck.js'
import {
  bulkGroups,
  bulkUsers,
  reconciliation,
  reconciliationMembers,
  userReport,
} from './group-report-rows.js'
import type {
  Conflict,
  FindingRow,
  Identity,
  ItemRow,
  MappingRow,
  OutcomeRow,
  QualityRow,
  ReportRows,
} from './rows.js'

/** How a report's rows leave the warehouse: the columns read, and the row they make. */
export interface RowShape<R> {
  readonly columns: readonly string[]
  row(runId: string, stored: Row): R
}

const identity = (stored: Row, side: 'source' | 'destination'): Identity => ({
  id: stored[`${side}_id`] as string | null,
  username: stored[`${side}_username`] as string | null,
  name: stored[`${side}_name`] as string | null,
  caption: stored[`${side}_caption`] as string | null,
})
const isAbsent = (one: Identity): boolean => Object.values(one).every((part) => part === null)

const mappings: RowShape<MappingRow> = {
  columns: [
    ...['row_id', 'kind', 'source_id', 'source_username', 'source_name', 'source_caption'],
    ...['destination_id', 'destination_username', 'destination_name', 'destination_caption'],
    ...['resolution', 'reason', 'flags', 'domain', 'items_direct', 'items_effective'],
  ],
  row(runId, stored) {
    const destination = identity(stored, 'destination')
    const reason = stored.reason as MappingRow['reason']
    return {
      id: encodeRowId('mappings', runId, stored.row_id as number),
      runId,
      rowId: stored.row_id as number,
      kind: stored.kind as MappingRow['kind'],
      source: identity(stored, 'source'),
      destination: isAbsent(destination) ? null : destination,
      resolution: stored.resolution as MappingRow['resolution'],
      reason,
      message: mappingMessage(reason),
      flags: flagNames(MappingFlag, stored.flags as number),
      domain: stored.domain as string | null,
      itemsDirect: stored.items_direct as number,
      itemsEffective: stored.items_effective as number,
    }
  },
}

const conflictsOf = (stored: Row): Conflict[] => {
  const fields = (stored.conflict_fields as string | null)?.split(',') ?? []
  const list = (column: string) => JSON.parse((stored[column] as string | null) ?? '[]') as string[]
  const [values, principals] = [list('conflict_source'), list('conflict_target')]
  return fields.map((field, index) => ({
    field,
    sourceValue: values[index] ?? '',
    targetPrincipal: principals[index] ?? '',
  }))
}

const outcomes: RowShape<OutcomeRow> = {
  columns: [
    ...['row_id', 'kind', 'id', 'principal_name', 'name', 'caption', 'path', 'outcome', 'relation', 'reason'],
    ...['conflict_fields', 'conflict_source', 'conflict_target', 'trigger_path', 'trigger_policy'],
    ...['trigger_principal_name', 'trigger_count', 'resolution', 'flags', 'items_direct', 'items_effective'],
  ],
  row(runId, stored) {
    const reason = stored.reason as OutcomeRow['reason']
    return {
      id: encodeRowId('outcomes', runId, stored.row_id as number),
      runId,
      rowId: stored.row_id as number,
      kind: stored.kind as OutcomeRow['kind'],
      authorizableId: stored.id as string | null,
      principalName: stored.principal_name as string | null,
      name: stored.name as string | null,
      caption: stored.caption as string | null,
      path: stored.path as string | null,
      outcome: stored.outcome as OutcomeRow['outcome'],
      relation: stored.relation as OutcomeRow['relation'],
      reason,
      message: outcomeMessage(reason),
      conflicts: conflictsOf(stored),
      triggerPath: stored.trigger_path as string | null,
      triggerPolicy: stored.trigger_policy as OutcomeRow['triggerPolicy'],
      triggerPrincipal: stored.trigger_principal_name as string | null,
      triggerCount: (stored.trigger_count as number | null) ?? 0,
      resolution: stored.resolution as OutcomeRow['resolution'],
      flags: flagNames(OutcomeFlag, stored.flags as number),
      itemsDirect: (stored.items_direct as number | null) ?? 0,
      itemsEffective: (stored.items_effective as number | null) ?? 0,
    }
  },
}

const findings: RowShape<FindingRow> = {
  columns: ['row_id', 'phase', 'severity', 'code', 'file', 'line', 'path', 'args'],
  row(runId, stored) {
    const code = stored.code as FindingRow['code']
    return {
      id: encodeRowId('findings', runId, stored.row_id as number),
      runId,
      rowId: stored.row_id as number,
      phase: stored.phase as FindingRow['phase'],
      severity: stored.severity as FindingRow['severity'],
      code,
      message: findingMessage(code, JSON.parse((stored.args as string | null) ?? '{}') as Finding['args']),
      file: stored.file as string | null,
      line: stored.line as number | null,
      path: stored.path as string | null,
    }
  },
}

const items: RowShape<ItemRow> = {
  columns: [
    'row_id',
    'path',
    'type',
    'modified',
    'owner_name',
    'created_by_name',
    'modified_by_name',
    'flags',
  ],
  row: (runId, stored) => ({
    id: encodeRowId('items', runId, stored.row_id as number),
    runId,
    rowId: stored.row_id as number,
    path: stored.path as string,
    type: stored.type as string | null,
    modified: stored.modified as string | null,
    owner: stored.owner_name as string | null,
    createdBy: stored.created_by_name as string | null,
    modifiedBy: stored.modified_by_name as string | null,
    implied: ((stored.flags as number) & ItemFlag.IMPLIED) !== 0,
  }),
}

const quality: RowShape<QualityRow> = {
  columns: [
    ...['row_id', 'code', 'value', 'written', 'principal', 'shared_by', 'kind'],
    ...['source_id', 'source_username', 'source_name', 'source_caption'],
  ],
  row(runId, stored) {
    const code = stored.code as QualityRow['code']
    return {
      id: encodeRowId('source_quality', runId, stored.row_id as number),
      runId,
      rowId: stored.row_id as number,
      code,
      message: QUALITY_ISSUES[code],
      value: stored.value as string | null,
      written: stored.written as string | null,
      sharedBy: stored.shared_by as number,
      principal: stored.principal as number,
      mappingId: encodeRowId('mappings', runId, stored.principal as number),
      kind: stored.kind as QualityRow['kind'],
      source: identity(stored, 'source'),
    }
  },
}

export const ROW_SHAPES: { readonly [R in Report]: RowShape<ReportRows[R]> } = {
  mappings,
  outcomes,
  findings,
  items,
  source_quality: quality,
  user_report: userReport,
  bulk_groups: bulkGroups,
  bulk_users: bulkUsers,
  reconciliation,
  reconciliation_members: reconciliationMembers,
}
