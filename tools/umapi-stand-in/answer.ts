/** What the stand-in says to one request; a body of `null` is empty. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: unknown
}

export const answer = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({ status, body, headers })

/** One request to the API, its path cut into decoded segments below `/v2/usermanagement`. */
export interface Asked {
  readonly method: string
  readonly segments: readonly string[]
  readonly query: URLSearchParams
  readonly body: unknown
}
