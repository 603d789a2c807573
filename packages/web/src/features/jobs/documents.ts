import { graphql, type ResultOf } from '../../app/graphql.js'

export const JOBS = graphql(`
  query Jobs($first: Int!, $after: String, $search: String) {
    jobs(first: $first, after: $after, search: $search) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        cursor
        node {
          id
          name
          platform
          instance
          mapUsers
          wipe
          runCount
          latestRun {
            id
            number
            state
            phase
            createdAt
            startedAt
            finishedAt
            problem {
              code
              message
            }
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
  }
`)

export type JobRow = ResultOf<typeof JOBS>['jobs']['edges'][number]['node']
