import { ReconciliationFieldEnum, ReconciliationMemberFieldEnum } from '../enums.js'
import { plainRow } from '../reports/read-report.js'
import { reportQueriesOf } from '../reports/report-queries.js'
import { ReconciliationConnection, ReconciliationMemberConnection } from './reconciliation-rows.js'

export const RECONCILIATION_RESOLVERS = [
  reportQueriesOf({
    report: 'reconciliation',
    name: 'reconciliation',
    description: 'The migrated groups of finished runs beside the groups of the destination, by name.',
    connection: ReconciliationConnection,
    show: plainRow,
    clause: 'ReconciliationFilterClause',
    fields: ReconciliationFieldEnum,
  }),
  reportQueriesOf({
    report: 'reconciliation_members',
    name: 'reconciliationMembers',
    description: 'The members that one side of a group in both has alone.',
    connection: ReconciliationMemberConnection,
    show: plainRow,
    clause: 'ReconciliationMemberFilterClause',
    fields: ReconciliationMemberFieldEnum,
  }),
] as const
