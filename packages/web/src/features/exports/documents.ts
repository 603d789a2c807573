import { graphql, type ResultOf } from '../../app/graphql.js'

const EXPORT = graphql(`
  fragment ExportDetail on Export {
    id
    report
    format
    compression
    byteOrderMark
    columns
    sort
    partRows
    state
    resumable
    rowsTotal
    rowsDone
    bytesDone
    partsTotal
    progressRate
    createdAt
    createdBy
    startedAt
    finishedAt
    expiresAt
    path
    manifestPath
    filter {
      field
      op
      values
    }
    runs {
      id
      jobName
      fingerprint
    }
    parts {
      file
      rows
      bytes
      sha256
      path
    }
    problem {
      code
      message
    }
  }
`)

export const EXPORTS = graphql(
  `
    query Exports($first: Int!, $after: String) {
      exports(first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            ...ExportDetail
          }
        }
      }
    }
  `,
  [EXPORT],
)

export const ONE_EXPORT = graphql(
  `
    query Export($id: ID!) {
      export(id: $id) {
        ...ExportDetail
      }
    }
  `,
  [EXPORT],
)

export const ESTIMATE = graphql(`
  query EstimateExport($input: ExportInput!) {
    estimateExport(input: $input) {
      __typename
      ... on ExportEstimate {
        rows
        bytes
        parts
      }
      ... on Problem {
        code
        message
      }
    }
  }
`)

export const START_EXPORT = graphql(`
  mutation StartExport($input: StartExportInput!) {
    startExport(input: $input) {
      __typename
      ... on Export {
        id
      }
      ... on Problem {
        code
        message
      }
    }
  }
`)

export const CANCEL_EXPORT = graphql(`
  mutation CancelExport($input: ExportIdInput!) {
    done: cancelExport(input: $input) {
      __typename
      ... on Problem {
        code
        message
      }
    }
  }
`)

export const RESUME_EXPORT = graphql(`
  mutation ResumeExport($input: ExportIdInput!) {
    done: resumeExport(input: $input) {
      __typename
      ... on Problem {
        code
        message
      }
    }
  }
`)

export const DELETE_EXPORT = graphql(`
  mutation DeleteExport($input: ExportIdInput!) {
    done: deleteExport(input: $input) {
      __typename
      ... on Problem {
        code
        message
      }
    }
  }
`)

export type ExportDetail = NonNullable<ResultOf<typeof ONE_EXPORT>['export']>
export type ExportPart = ExportDetail['parts'][number]
