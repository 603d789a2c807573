import { graphql, type ResultOf, type VariablesOf } from '../../app/graphql.js'

export const MAPPINGS = graphql(`
  query Mappings(
    $runId: ID!
    $filter: [MappingFilterClause!]
    $first: Int
    $after: String
    $last: Int
    $before: String
  ) {
    mappings(runId: $runId, filter: $filter, first: $first, after: $after, last: $last, before: $before) {
      __typename
      ... on MappingConnection {
        totalCount
        accountCount
        groupCount
        pageInfo {
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
        }
        edges {
          cursor
          node {
            id
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

export type MappingsAnswer = ResultOf<typeof MAPPINGS>['mappings']
export type MappingPage = Extract<MappingsAnswer, { __typename: 'MappingConnection' }>
export type MappingRow = MappingPage['edges'][number]['node']
export type MappingVariables = VariablesOf<typeof MAPPINGS>
