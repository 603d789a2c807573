import { graphql, type ResultOf } from '../../app/graphql.js'

export const RUN_HISTORY = graphql(`
  query RunHistory($jobId: ID!, $first: Int!) {
    runs(jobId: $jobId, first: $first) {
      totalCount
      edges {
        node {
          id
          number
          state
          finishedAt
          summary {
            resolutions {
              resolution
              kind
              count
            }
            outcomes {
              outcome
              reason
              count
            }
          }
        }
      }
    }
  }
`)
export type HistoryRun = ResultOf<typeof RUN_HISTORY>['runs']['edges'][number]['node']
