import { graphql, type ResultOf } from '../../app/graphql.js'
import { FACET } from '../reports/facet-documents.js'

export const RECONCILIATION = graphql(`
  query Reconciliation($runId: ID!, $filter: [ReconciliationFilterClause!], $at: SafeInt!, $limit: Int!) {
    reconciliationWindow(runId: $runId, filter: $filter, at: $at, limit: $limit) {
      totalCount
      edges {
        node {
          id
          runId
          rowId
          status
          name
          source {
            id
            name
            caption
          }
          destination {
            id
            name
            caption
          }
          membersBoth
          membersSource
          membersDestination
        }
      }
    }
  }
`)

/** Counts and facets under a filter; asked apart from the rows, which need not wait for them. */
export const RECONCILIATION_HEAD = graphql(
  `
    query ReconciliationHead($runId: ID!, $filter: [ReconciliationFilterClause!]) {
      reconciliationWindow(runId: $runId, filter: $filter, at: 0, limit: 1) {
        totalCount
        facets {
          ...CountedFacet
        }
      }
    }
  `,
  [FACET],
)

export const MEMBERS = graphql(`
  query ReconciliationMembers(
    $runId: ID!
    $filter: [ReconciliationMemberFilterClause!]
    $at: SafeInt!
    $limit: Int!
  ) {
    reconciliationMembersWindow(runId: $runId, filter: $filter, at: $at, limit: $limit) {
      totalCount
      edges {
        node {
          id
          runId
          groupId
          groupName
          side
          member {
            id
            username
            name
            caption
          }
          mappedTo
        }
      }
    }
  }
`)

export const MEMBERS_HEAD = graphql(
  `
    query ReconciliationMembersHead($runId: ID!, $filter: [ReconciliationMemberFilterClause!]) {
      reconciliationMembersWindow(runId: $runId, filter: $filter, at: 0, limit: 1) {
        totalCount
        facets {
          ...CountedFacet
        }
      }
    }
  `,
  [FACET],
)

export type GroupRow = ResultOf<typeof RECONCILIATION>['reconciliationWindow']['edges'][number]['node']
export type MemberRow = ResultOf<typeof MEMBERS>['reconciliationMembersWindow']['edges'][number]['node']
