import { graphql, type ResultOf } from '../../app/graphql.js'
import { FACET } from '../reports/facet-documents.js'

/** A row as the grid and its drawer show it. */
const OUTCOME_FIELDS = graphql(`
  fragment Outcome on PrincipalOutcome {
    id
    runId
    jobId
    jobName
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
`)

export const OUTCOMES_PAGE = graphql(
  `
    query PrincipalOutcomes(
      $runId: ID
      $scope: RunScope
      $filter: [OutcomeFilterClause!]
      $sort: OutcomeSort!
      $at: SafeInt!
      $limit: Int!
    ) {
      principalOutcomesWindow(
        runId: $runId
        scope: $scope
        filter: $filter
        sort: $sort
        at: $at
        limit: $limit
      ) {
        totalCount
        edges {
          node {
            ...Outcome
          }
        }
      }
    }
  `,
  [OUTCOME_FIELDS],
)

/** Counts and facets under a filter; asked apart from the rows, which need not wait for them. */
export const OUTCOMES_HEAD = graphql(
  `
    query OutcomesHead($runId: ID, $scope: RunScope, $filter: [OutcomeFilterClause!]) {
      principalOutcomesWindow(runId: $runId, scope: $scope, filter: $filter, at: 0, limit: 1) {
        totalCount
        facets {
          ...CountedFacet
        }
      }
    }
  `,
  [FACET],
)

/** One row by its id: for a link to a row that is not in view. */
export const OUTCOME = graphql(
  `
    query OutcomeRow($id: ID!) {
      principalOutcome(id: $id) {
        ...Outcome
      }
    }
  `,
  [OUTCOME_FIELDS],
)

export type OutcomeRow = NonNullable<ResultOf<typeof OUTCOME>['principalOutcome']>
