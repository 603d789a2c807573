import { graphql, type ResultOf } from '../../app/graphql.js'

export const DIRECTORIES = graphql(`
  query Directories {
    missingDirectories
    directories {
      id
      name
      kind
      users
      secrets
      secretsAt
      testedAt
      umapi {
        orgId
      }
      ldap {
        url
      }
      jobs {
        id
        name
        mapUsers
        wipe
        latestRun {
          id
          state
          resumable
        }
      }
      latestRun {
        id
        number
        state
        progressDone
        progressTotal
        savedAt
        createdAt
        startedAt
        finishedAt
        problem {
          code
          message
        }
        job {
          id
          name
        }
      }
    }
  }
`)
export type DirectoryRow = ResultOf<typeof DIRECTORIES>['directories'][number]

export const DIRECTORY = graphql(`
  query Directory($id: ID!) {
    directory(id: $id) {
      id
      name
      kind
      secrets
      secretsAt
      umapi {
        orgId
        clientId
        apiUrl
        tokenUrl
        strategy
        requestsPerMinute
      }
      ldap {
        url
        security
        certificates
        bindDn
        baseDn
        userFilter
        groupFilter
        pageSize
      }
    }
  }
`)
export type DirectorySettings = NonNullable<ResultOf<typeof DIRECTORY>['directory']>

export const TEST_DIRECTORY = graphql(`
  mutation TestDirectory($input: DirectoryInput!) {
    testDirectory(input: $input) {
      __typename
      ... on DirectoryTest {
        users
      }
      ... on Problem {
        code
        message
        path
      }
    }
  }
`)
export const SAVE_DIRECTORY = graphql(`
  mutation SaveDirectory($input: DirectoryInput!) {
    saveDirectory(input: $input) {
      __typename
      ... on Directory {
        id
        name
      }
      ... on Problem {
        code
        message
        path
      }
    }
  }
`)

export const ESTIMATE = graphql(`
  query DirectoryEstimate($jobId: ID!) {
    directoryEstimate(jobId: $jobId) {
      configured
      strategy
      requests
      seconds
      users
      accounts
    }
  }
`)

export const MAPPING_LOG = graphql(`
  query MappingLog($id: ID!, $after: Int!) {
    run(id: $id) {
      id
      state
      log(after: $after, first: 1000) {
        lines {
          seq
          at
          level
          message
        }
      }
    }
  }
`)

export const MAPPING_RESULTS = graphql(`
  query MappingResults($id: ID!) {
    run(id: $id) {
      id
      number
      state
      startedAt
      finishedAt
      job {
        name
      }
      summary {
        sourceAccounts
        stoppedMilliseconds
        directory {
          directory
          strategy
          lookedUp
          found
          notFound
          failed
          withoutId
        }
      }
    }
    mappings(runId: $id, filter: [{ field: KIND, op: IN, values: ["ACCOUNT"] }], first: 1) {
      ... on MappingConnection {
        totalCount
        facets {
          field
          values {
            value
            count
          }
        }
      }
    }
  }
`)
