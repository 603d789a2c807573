import type { CombinedError } from '@urql/core'

/** A failure as pages show it: a stable code, a sentence, and whether trying again may help. */
export interface Failure {
  code: string
  message: string
  /** True where the server could not be reached; the page then tries again by itself. */
  unreachable: boolean
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** The first fault of an answer; GraphQL errors carry their code in `extensions.code`. */
export const failureOf = (error: CombinedError): Failure => {
  const [first] = error.graphQLErrors
  if (first)
    return { code: text(first.extensions.code) ?? 'ERROR', message: first.message, unreachable: false }
  return {
    code: 'UNREACHABLE',
    message: 'The server did not answer. It may be restarting; this page tries again by itself.',
    unreachable: true,
  }
}
