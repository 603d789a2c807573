import { isDeepStrictEqual } from 'node:util'
import { answer, type Answer } from './answer.js'

/** One exchange as recorded from the live API. */
export interface Recorded {
  readonly method: string
  readonly path: string
  readonly request?: unknown
  readonly status: number
  readonly response_headers: Readonly<Record<string, string>>
  readonly response: unknown
}

const pathOf = (path: string): string => decodeURIComponent(path.split('?')[0] ?? '')
/** Headers of the recording's own time would mislead a client about this answer. */
const OWN = ['date', 'server', 'content-type', 'x-request-id']

/** Answers as recorded, each as often as it is asked: a POST by its body, a GET by its path. */
export class StandInRecordings {
  #recorded: readonly Recorded[] = []

  load(recorded: readonly Recorded[]): void {
    this.#recorded = recorded
  }

  answerTo(method: string, path: string, body: unknown): Answer | null {
    const found = this.#recorded.find(
      (one) =>
        one.method === method &&
        pathOf(one.path) === pathOf(path) &&
        (method === 'GET' || isDeepStrictEqual(one.request, body)),
    )
    if (found === undefined) return null
    const headers = Object.entries(found.response_headers).filter(
      ([name]) => !OWN.includes(name.toLowerCase()),
    )
    return answer(found.status, found.response, Object.fromEntries(headers))
  }
}
