import { graphql, type ResultOf } from '../../app/graphql.js'

export const RUN = graphql(`
  query Run($id: ID!) {
    run(id: $id) {
      id
      number
      state
      phase
      progressDone
      progressTotal
      progressRate
      secondsLeft
      savedAt
      createdAt
      startedAt
      finishedAt
      fingerprint
      problem {
        code
        message
      }
      resumable
      mapUsers
      wipe
      job {
        id
        name
        platform
        instance
      }
      reports {
        report
        rowCount
      }
      summary {
        sourceAccounts
        sourceGroups
        destinationPrincipals
        targetPrincipals
        memberships
        items
        findings {
          code
          severity
          count
        }
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
        cases {
          code
          count
        }
        notices {
          code
          message
          count
        }
        combinations {
          mapped
          migrated
          count
        }
      }
    }
  }
`)

export type RunDetail = NonNullable<ResultOf<typeof RUN>['run']>
/** A report that a run made. */
export type ReportSize = RunDetail['reports'][number]
export type RunSummary = NonNullable<RunDetail['summary']>

export const START_RUN = graphql(`
  mutation StartRun($input: StartRunInput!) {
    startRun(input: $input) {
      __typename
      ... on Run {
        id
      }
      ... on Problem {
        code
        message
      }
    }
  }
`)

export const RESUME_RUN = graphql(`
  mutation ResumeRun($input: RunInput!) {
    resumeRun(input: $input) {
      __typename
      ... on Run {
        id
        state
      }
      ... on Problem {
        code
        message
      }
    }
  }
`)

export const STOP_RUN = graphql(`
  mutation StopRun($input: RunInput!) {
    stopRun(input: $input) {
      __typename
      ... on Run {
        id
        state
      }
      ... on Problem {
        code
        message
      }
    }
  }
`)
