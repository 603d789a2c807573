import { BulkGroupFieldEnum, BulkUserFieldEnum, UserReportFieldEnum } from '../enums.js'
import { plainRow } from '../reports/read-report.js'
import { reportQueriesOf } from '../reports/report-queries.js'
import { BulkGroupConnection, BulkUserConnection, UserReportConnection } from './user-report-rows.js'

/** What the current product gives beside its report, for runs under the ruleset `aem-groups-only`. */
export const USER_REPORT_RESOLVERS = [
  reportQueriesOf({
    report: 'user_report',
    name: 'userReport',
    description: 'The user report of finished runs under the ruleset aem-groups-only.',
    connection: UserReportConnection,
    show: plainRow,
    clause: 'UserReportFilterClause',
    fields: UserReportFieldEnum,
  }),
  reportQueriesOf({
    report: 'bulk_groups',
    name: 'bulkGroups',
    description: 'The groups to be created at the identity provider after runs under aem-groups-only.',
    connection: BulkGroupConnection,
    show: plainRow,
    clause: 'BulkGroupFilterClause',
    fields: BulkGroupFieldEnum,
  }),
  reportQueriesOf({
    report: 'bulk_users',
    name: 'bulkUsers',
    description: 'The users to be created at the identity provider after runs under aem-groups-only.',
    connection: BulkUserConnection,
    show: plainRow,
    clause: 'BulkUserFilterClause',
    fields: BulkUserFieldEnum,
  }),
] as const
