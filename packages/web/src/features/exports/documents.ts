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
    affectedBy {
      id
      mode
    }
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

export const EXPORT_EVENTS = graphql(
  `
    subscription ExportEvents($id: ID!, $after: Int!) {
      exportEvents(id: $id, after: $after) {
        export {
          ...ExportDetail
        }
        lines {
          seq
        }
      }
    }
  `,
  [EXPORT],
)

const REFUSAL = graphql(`
  fragment ExportRefusal on Problem {
    code
    message
  }
`)

export const ESTIMATE = graphql(
  `
    query EstimateExport($input: ExportInput!) {
      estimateExport(input: $input) {
        __typename
        ...ExportRefusal
        ... on ExportEstimate {
          rows
          bytes
          parts
        }
      }
    }
  `,
  [REFUSAL],
)

export const START_EXPORT = graphql(
  `
    mutation StartExport($input: StartExportInput!) {
      startExport(input: $input) {
        __typename
        ...ExportRefusal
        ... on Export {
          id
        }
      }
    }
  `,
  [REFUSAL],
)

/** What can be done to an export; each answers the refusal, or nothing of note. */
export const ACTS = {
  cancel: graphql(
    'mutation CancelExport($input: ExportIdInput!) { done: cancelExport(input: $input) { ...ExportRefusal } }',
    [REFUSAL],
  ),
  resume: graphql(
    'mutation ResumeExport($input: ExportIdInput!) { done: resumeExport(input: $input) { ...ExportRefusal } }',
    [REFUSAL],
  ),
  remove: graphql(
    'mutation DeleteExport($input: ExportIdInput!) { done: deleteExport(input: $input) { ...ExportRefusal } }',
    [REFUSAL],
  ),
} as const

export type ExportDetail = NonNullable<ResultOf<typeof ONE_EXPORT>['export']>
export type ExportPart = ExportDetail['parts'][number]
