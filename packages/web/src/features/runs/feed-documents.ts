import { graphql, type ResultOf } from '../../app/graphql.js'

export const RUN_EVENTS = graphql(`
  subscription RunEvents($id: ID!, $after: Int!) {
    runEvents(id: $id, after: $after) {
      run {
        state
        phase
        progressDone
        progressTotal
        progressRate
        secondsLeft
        savedAt
        startedAt
        finishedAt
        resumable
        problem {
          code
          message
        }
      }
      lines {
        seq
        at
        level
        code
        message
        principal
      }
    }
  }
`)

export type RunEvent = ResultOf<typeof RUN_EVENTS>['runEvents']
export type LogLine = RunEvent['lines'][number]
export type RunSnapshot = NonNullable<RunEvent['run']>

export const RUN_HISTORY = graphql(`
  query RunHistory($jobId: ID!, $after: String) {
    runs(jobId: $jobId, first: 50, after: $after) {
      edges {
        node {
          id
          number
          state
          createdAt
          startedAt
          finishedAt
          fingerprint
          problem {
            code
            message
          }
          summary {
            outcomes {
              outcome
              reason
              count
            }
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)
