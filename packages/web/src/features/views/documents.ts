import { graphql } from '../../app/graphql.js'

export const SAVED_VIEWS = graphql(`
  query SavedViews($report: Report!) {
    savedViews(report: $report) {
      id
      name
      owner
      own
      shared
      clauses {
        field
        op
        values
      }
      sort
      columns
    }
  }
`)

export const SAVE_VIEW = graphql(`
  mutation SaveView($input: SaveViewInput!) {
    saveView(input: $input) {
      __typename
      ... on SavedView {
        id
        name
      }
      ... on Problem {
        code
        message
      }
    }
  }
`)

export const DELETE_VIEW = graphql(`
  mutation DeleteView($input: ViewInput!) {
    deleteView(input: $input) {
      __typename
      ... on Problem {
        code
        message
      }
    }
  }
`)
