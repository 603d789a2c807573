import { graphql, type ResultOf, type VariablesOf } from '../../app/graphql.js'

/** How a report's columns are read; answered even where they are not enough to compare it. */
export const REPORT_COLUMNS = graphql(`
  query ReportColumns($uploadId: ID!, $columns: [ReportColumnInput!]) {
    reportColumns(uploadId: $uploadId, columns: $columns) {
      column
      field
    }
  }
`)

export const VALIDATION = graphql(`
  query Validation($runId: ID!, $uploadId: ID!, $columns: [ReportColumnInput!]) {
    validation(runId: $runId, uploadId: $uploadId, columns: $columns) {
      expected
      reported
      skippedCount
      skipped {
        line
        problem
      }
      counts {
        difference
        count
      }
    }
  }
`)

export const DIFFERING_ROWS = graphql(`
  query DifferingRows(
    $runId: ID!
    $uploadId: ID!
    $columns: [ReportColumnInput!]
    $differences: [ReportDifference!]
    $at: SafeInt!
    $limit: Int!
  ) {
    differingRowsWindow(
      runId: $runId
      uploadId: $uploadId
      columns: $columns
      differences: $differences
      at: $at
      limit: $limit
    ) {
      totalCount
      edges {
        node {
          id
          difference
          line
          kind
          principal
          expected
          reported
        }
      }
    }
  }
`)

/** Rows of the principal migration report whose texts contain a principal's name. */
export const NAMED_PRINCIPALS = graphql(`
  query NamedPrincipals($runId: ID!, $filter: [OutcomeFilterClause!]) {
    principalOutcomesWindow(runId: $runId, filter: $filter, at: 0, limit: 200) {
      edges {
        node {
          id
          authorizableId
          principalName
          name
        }
      }
    }
  }
`)

export type ValidationResult = ResultOf<typeof VALIDATION>['validation']
export type ReportColumn = ResultOf<typeof REPORT_COLUMNS>['reportColumns'][number]
export type ColumnPair = NonNullable<VariablesOf<typeof REPORT_COLUMNS>['columns']>[number]
export type DifferingRow = ResultOf<typeof DIFFERING_ROWS>['differingRowsWindow']['edges'][number]['node']
