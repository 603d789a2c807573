import type { ExportRequest } from '../exports/request.js'
import { Problem, PROBLEMS, type ProblemCode } from '../problem.js'
import type { DeskExport, ExportDesk } from './export-desk.js'

const FIELDS = `... on Export { id state rowsDone rowsTotal bytesDone progressRate problem { code message } }
  ... on Problem { code message }`
const START = `mutation ($input: StartExportInput!) { answer: startExport(input: $input) { __typename ${FIELDS} } }`
const move = (name: string): string =>
  `mutation ($id: ID!) { answer: ${name}(input: { exportId: $id }) { __typename ${FIELDS} } }`
const GET = `query ($id: ID!) { answer: export(id: $id) { __typename ${FIELDS.split('\n')[0] ?? ''} } }`

interface Answer extends DeskExport {
  __typename: string
  code?: string
  message?: string
}

const problemOf = (code: string | undefined, message: string | undefined): Problem =>
  new Problem(
    Object.hasOwn(PROBLEMS, code ?? '') ? (code as ProblemCode) : 'NOT_READY',
    message ?? 'The server that owns this data folder does not answer; try again in a moment.',
  )

/** Exports of the server that owns the data folder, over its API on this computer. */
export class RemoteExportDesk implements ExportDesk {
  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  start({ report, ...request }: ExportRequest): Promise<DeskExport> {
    return this.#ask(START, { input: { report: report.toUpperCase(), ...request } })
  }
  resume(id: string): Promise<DeskExport> {
    return this.#ask(move('resumeExport'), { id })
  }
  stop(id: string): Promise<DeskExport> {
    return this.#ask(move('cancelExport'), { id })
  }
  get(id: string): Promise<DeskExport> {
    return this.#ask(GET, { id })
  }

  async #ask(query: string, variables: Record<string, unknown>): Promise<DeskExport> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.key}` },
      body: JSON.stringify({ query, variables }),
    }).catch((cause: unknown) => {
      throw new Problem(
        'DATA_IN_USE',
        'The server that owns this data folder no longer answers.',
        {},
        { cause },
      )
    })
    const { data, errors } = (await response.json()) as {
      data?: { answer: Answer | null } | null
      errors?: { message: string; extensions?: { code?: string } }[]
    }
    const [error] = errors ?? []
    if (error !== undefined) throw problemOf(error.extensions?.code, error.message)
    const answer = data?.answer
    if (answer == null) throw problemOf('NOT_FOUND', 'There is no such export.')
    if (answer.__typename !== 'Export') throw problemOf(answer.code, answer.message)
    return answer
  }
}
