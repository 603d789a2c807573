import { graphql, type ResultOf } from '../../app/graphql.js'

export const IMPORT_EXCEPTIONS = graphql(`
  mutation ImportExceptions($input: ImportExceptionsInput!) {
    importExceptions(input: $input) {
      __typename
      ... on ExceptionsImport {
        applied
        added
        changed
        same
        faults {
          code
          severity
          message
        }
      }
      ... on Problem {
        code
        message
      }
    }
  }
`)

export type ImportAnswer = ResultOf<typeof IMPORT_EXCEPTIONS>['importExceptions']
export type ImportReport = Extract<ImportAnswer, { __typename: 'ExceptionsImport' }>
