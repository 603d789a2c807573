import { graphql, type ResultOf, type VariablesOf } from '../../app/graphql.js'

export const OUTCOMES_PAGE = graphql(`
  query PrincipalOutcomes(
    $runId: ID!
    $filter: [OutcomeFilterClause!]
    $first: Int
    $after: String
    $last: Int
    $before: String
  ) {
    principalOutcomes(
      runId: $runId
      filter: $filter
      first: $first
      after: $after
      last: $last
      before: $before
    ) {
      totalCount
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
          authorizableId
          principalName
          name
          caption
          path
          outcome
          relation
          reason
          message
          conflicts {
            field
            sourceValue
            targetPrincipal
          }
          triggerPath
          triggerPolicy
          triggerPrincipal
          triggerCount
          resolution
          flags
          itemsDirect
          itemsEffective
        }
      }
    }
  }
`)

export type OutcomePage = ResultOf<typeof OUTCOMES_PAGE>['principalOutcomes']
export type OutcomeRow = OutcomePage['edges'][number]['node']
export type OutcomeVariables = VariablesOf<typeof OUTCOMES_PAGE>
