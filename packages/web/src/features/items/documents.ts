import { graphql, type ResultOf } from '../../app/graphql.js'
import { FACET } from '../reports/facet-documents.js'

export const ITEMS = graphql(`
  query Items($runId: ID, $scope: RunScope, $filter: [ItemFilterClause!], $at: SafeInt!, $limit: Int!) {
    itemsWindow(runId: $runId, scope: $scope, filter: $filter, at: $at, limit: $limit) {
      totalCount
      edges {
        node {
          id
          runId
          jobId
          jobName
          path
          type
          modified
          owner
          createdBy
          modifiedBy
          implied
        }
      }
    }
  }
`)

/** Counts and facets under a filter; asked apart from the rows, which need not wait for them. */
export const ITEMS_HEAD = graphql(
  `
    query ItemsHead($runId: ID, $scope: RunScope, $filter: [ItemFilterClause!]) {
      itemsWindow(runId: $runId, scope: $scope, filter: $filter, at: 0, limit: 1) {
        totalCount
        facets {
          ...CountedFacet
        }
      }
    }
  `,
  [FACET],
)

export type ItemRow = ResultOf<typeof ITEMS>['itemsWindow']['edges'][number]['node']
