import { graphql, type ResultOf } from '../../app/graphql.js'
import { FACET } from '../reports/facet-documents.js'

export const USER_REPORT = graphql(`
  query UserReport($runId: ID!, $filter: [UserReportFilterClause!], $at: SafeInt!, $limit: Int!) {
    userReportWindow(runId: $runId, filter: $filter, at: $at, limit: $limit) {
      totalCount
      edges {
        node {
          id
          runId
          outcomeId
          authorizableId
          principalName
          caption
          email
          groups
          groupCount
          notes
          noteGroups
        }
      }
    }
  }
`)

/** Counts and facets under a filter; asked apart from the rows, which need not wait for them. */
export const USER_REPORT_HEAD = graphql(
  `
    query UserReportHead($runId: ID!, $filter: [UserReportFilterClause!]) {
      userReportWindow(runId: $runId, filter: $filter, at: 0, limit: 1) {
        totalCount
        facets {
          ...CountedFacet
        }
      }
    }
  `,
  [FACET],
)

export const BULK_GROUPS = graphql(`
  query BulkGroups($runId: ID!, $filter: [BulkGroupFilterClause!], $at: SafeInt!, $limit: Int!) {
    bulkGroupsWindow(runId: $runId, filter: $filter, at: $at, limit: $limit) {
      totalCount
      edges {
        node {
          id
          runId
          outcomeId
          name
          description
        }
      }
    }
  }
`)

export const BULK_USERS = graphql(`
  query BulkUsers($runId: ID!, $filter: [BulkUserFilterClause!], $at: SafeInt!, $limit: Int!) {
    bulkUsersWindow(runId: $runId, filter: $filter, at: $at, limit: $limit) {
      totalCount
      edges {
        node {
          id
          runId
          outcomeId
          email
          groups
        }
      }
    }
  }
`)

export type UserRow = ResultOf<typeof USER_REPORT>['userReportWindow']['edges'][number]['node']
export type BulkGroupRow = ResultOf<typeof BULK_GROUPS>['bulkGroupsWindow']['edges'][number]['node']
export type BulkUserRow = ResultOf<typeof BULK_USERS>['bulkUsersWindow']['edges'][number]['node']
