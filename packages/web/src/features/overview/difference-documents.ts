import { graphql, type ResultOf } from '../../app/graphql.js'

/** How two finished runs of a job differ. */
export const RUN_DIFFERENCE = graphql(`
  query RunDifference($fromRunId: ID!, $toRunId: ID!) {
    runDifference(fromRunId: $fromRunId, toRunId: $toRunId) {
      mappings {
        added
        removed
        changed
        same
        moves {
          from
          to
          changed
          count
        }
      }
      outcomes {
        added
        removed
        changed
        same
        moves {
          from
          to
          changed
          count
        }
      }
    }
  }
`)
export type RunDifference = ResultOf<typeof RUN_DIFFERENCE>['runDifference']
