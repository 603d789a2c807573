import { graphql, type ResultOf } from '../../app/graphql.js'
import { FACET } from '../reports/facet-documents.js'

export const MAPPINGS = graphql(`
  query Mappings(
    $runId: ID
    $scope: RunScope
    $filter: [MappingFilterClause!]
    $sort: MappingSort!
    $at: SafeInt!
    $limit: Int!
  ) {
    mappingsWindow(runId: $runId, scope: $scope, filter: $filter, sort: $sort, at: $at, limit: $limit) {
      __typename
      ... on MappingConnection {
        totalCount
        edges {
          node {
            id
            runId
            jobId
            jobName
            kind
            source {
              id
              username
              name
              caption
            }
            destination {
              id
              username
              name
              caption
            }
            resolution
            reason
            message
            flags
            itemsDirect
            itemsEffective
          }
        }
      }
      ... on MappingsUnavailable {
        code
        message
        remedy
      }
    }
  }
`)

/** Counts and facets under a filter; asked apart from the rows, which need not wait for them. */
export const MAPPINGS_HEAD = graphql(
  `
    query MappingsHead($runId: ID, $scope: RunScope, $filter: [MappingFilterClause!]) {
      mappingsWindow(runId: $runId, scope: $scope, filter: $filter, at: 0, limit: 1) {
        __typename
        ... on MappingConnection {
          totalCount
          accountCount
          groupCount
          unavailable {
            jobId
            code
            message
            remedy
          }
          facets {
            ...CountedFacet
          }
        }
      }
    }
  `,
  [FACET],
)

/** One row by its id: for a link to a row that is not in view. */
export const MAPPING = graphql(`
  query MappingRow($id: ID!) {
    mapping(id: $id) {
      id
      runId
      jobId
      jobName
      kind
      source {
        id
        username
        name
        caption
      }
      destination {
        id
        username
        name
        caption
      }
      resolution
      reason
      message
      flags
      itemsDirect
      itemsEffective
    }
  }
`)

export type MappingRow = NonNullable<ResultOf<typeof MAPPING>['mapping']>
