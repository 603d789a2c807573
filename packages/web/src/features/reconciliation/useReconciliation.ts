import { useReport } from '../reports/useReport.js'
import {
  MEMBERS,
  MEMBERS_HEAD,
  RECONCILIATION,
  RECONCILIATION_HEAD,
  type GroupRow,
  type MemberRow,
} from './documents.js'

/** The migrated groups beside those of the destination. */
export const useGroups = (runId: () => string) =>
  useReport({
    report: 'reconciliation',
    noun: 'group',
    scope: () => ({ runId: runId() }),
    query: RECONCILIATION,
    read: ({ reconciliationWindow: { totalCount, edges } }) => ({
      total: totalCount ?? 0,
      rows: edges.map(({ node }): GroupRow => node),
    }),
    head: { query: RECONCILIATION_HEAD, facets: ({ reconciliationWindow: { facets } }) => facets },
  })

/** The members that one side of a group in both has alone. */
export const useMembers = (runId: () => string) =>
  useReport({
    report: 'reconciliation_members',
    noun: 'member',
    scope: () => ({ runId: runId() }),
    query: MEMBERS,
    read: ({ reconciliationMembersWindow: { totalCount, edges } }) => ({
      total: totalCount ?? 0,
      rows: edges.map(({ node }): MemberRow => node),
    }),
    head: { query: MEMBERS_HEAD, facets: ({ reconciliationMembersWindow: { facets } }) => facets },
  })
