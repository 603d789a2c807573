import { graphql, type ResultOf } from '../../app/graphql.js'
import { FACET } from '../reports/facet-documents.js'

export const FINDINGS_PAGE = graphql(`
  query Findings(
    $runId: ID
    $scope: RunScope
    $filter: [FindingFilterClause!]
    $sort: FindingSort!
    $at: SafeInt!
    $limit: Int!
  ) {
    findingsWindow(runId: $runId, scope: $scope, filter: $filter, sort: $sort, at: $at, limit: $limit) {
      totalCount
      edges {
        node {
          id
          runId
          jobId
          jobName
          phase
          severity
          code
          message
          file
          line
          path
        }
      }
    }
  }
`)

/** Counts and facets under a filter; asked apart from the rows, which need not wait for them. */
export const FINDINGS_PAGE_HEAD = graphql(
  `
    query FindingsHead($runId: ID, $scope: RunScope, $filter: [FindingFilterClause!]) {
      findingsWindow(runId: $runId, scope: $scope, filter: $filter, at: 0, limit: 1) {
        totalCount
        facets {
          ...CountedFacet
        }
      }
    }
  `,
  [FACET],
)

export type FindingRow = ResultOf<typeof FINDINGS_PAGE>['findingsWindow']['edges'][number]['node']
