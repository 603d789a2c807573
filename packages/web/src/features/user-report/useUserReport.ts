import { useReport } from '../reports/useReport.js'
import {
  BULK_GROUPS,
  BULK_USERS,
  USER_REPORT,
  USER_REPORT_HEAD,
  type BulkGroupRow,
  type BulkUserRow,
  type UserRow,
} from './documents.js'

/** The users of migrated groups, with what is to be done for each at the identity provider. */
export const useUserReport = (runId: () => string) =>
  useReport({
    report: 'user_report',
    noun: 'user',
    scope: () => ({ runId: runId() }),
    query: USER_REPORT,
    read: ({ userReportWindow: { totalCount, edges } }) => ({
      total: totalCount ?? 0,
      rows: edges.map(({ node }): UserRow => node),
    }),
    head: { query: USER_REPORT_HEAD, facets: ({ userReportWindow: { facets } }) => facets },
  })

/** The groups to be created at the identity provider. */
export const useBulkGroups = (runId: () => string) =>
  useReport({
    report: 'bulk_groups',
    noun: 'group',
    scope: () => ({ runId: runId() }),
    query: BULK_GROUPS,
    read: ({ bulkGroupsWindow: { totalCount, edges } }) => ({
      total: totalCount ?? 0,
      rows: edges.map(({ node }): BulkGroupRow => node),
    }),
  })

/** The users to be created there, and their groups. */
export const useBulkUsers = (runId: () => string) =>
  useReport({
    report: 'bulk_users',
    noun: 'user',
    scope: () => ({ runId: runId() }),
    query: BULK_USERS,
    read: ({ bulkUsersWindow: { totalCount, edges } }) => ({
      total: totalCount ?? 0,
      rows: edges.map(({ node }): BulkUserRow => node),
    }),
  })
