import { graphql, type ResultOf } from '../../app/graphql.js'
import { FACET } from '../reports/facet-documents.js'

export const QUALITY = graphql(`
  query SourceQuality(
    $runId: ID
    $scope: RunScope
    $filter: [QualityFilterClause!]
    $at: SafeInt!
    $limit: Int!
  ) {
    sourceQualityWindow(runId: $runId, scope: $scope, filter: $filter, at: $at, limit: $limit) {
      totalCount
      edges {
        node {
          id
          runId
          jobId
          jobName
          mappingId
          code
          message
          kind
          value
          written
          sharedBy
          source {
            id
            username
            name
            caption
          }
        }
      }
    }
  }
`)

/** Counts and facets under a filter; asked apart from the rows, which need not wait for them. */
export const QUALITY_HEAD = graphql(
  `
    query SourceQualityHead($runId: ID, $scope: RunScope, $filter: [QualityFilterClause!]) {
      sourceQualityWindow(runId: $runId, scope: $scope, filter: $filter, at: 0, limit: 1) {
        totalCount
        facets {
          ...CountedFacet
        }
      }
    }
  `,
  [FACET],
)

export type QualityRow = ResultOf<typeof QUALITY>['sourceQualityWindow']['edges'][number]['node']
