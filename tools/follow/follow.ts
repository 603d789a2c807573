/** A running server, and a token that may follow its runs. */
export interface Followed {
  url: string
  token: string
}

export interface FollowedEvent {
  work: { state: string } | null
  lines: { seq: number; code: string }[]
}

const LINES = 'lines { seq at level code message }'
const EVENTS = {
  run: `subscription ($id: ID!, $after: Int!) {
    events: runEvents(id: $id, after: $after) { work: run { state phase progressDone progressTotal } ${LINES} } }`,
  export: `subscription ($id: ID!, $after: Int!) {
    events: exportEvents(id: $id, after: $after) { work: export { state rowsDone rowsTotal } ${LINES} } }`,
} as const
export type FollowedKind = keyof typeof EVENTS

/** Follows a run, or an export, from the line after `after`, until the stream ends, breaks, or the signal is raised. */
export async function* follow(
  { url, token }: Followed,
  id: string,
  after: number,
  signal?: AbortSignal,
  kind: FollowedKind = 'run',
): AsyncGenerator<FollowedEvent> {
  let text = ''
  try {
    const response = await fetch(`${url}/graphql/stream`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify({ query: EVENTS[kind], variables: { id, after } }),
      ...(signal === undefined ? {} : { signal }),
    })
    if (!response.ok) throw new Error(`The stream answered ${response.status}: ${await response.text()}`)
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const event = /^event: next\ndata: (.*)$/m.exec(text.slice(0, end))?.[1]
        text = text.slice(end + 2)
        if (event !== undefined) yield (JSON.parse(event) as { data: { events: FollowedEvent } }).data.events
      }
    }
  } catch (error) {
    if (signal?.aborted !== true) throw error
  }
}

/** Numbers of all lines of a run's log, as one follower was told them to the end. */
export const followToEnd = async (server: Followed, id: string): Promise<number[]> => {
  const seen: number[] = []
  for await (const { lines } of follow(server, id, 0)) seen.push(...lines.map(({ seq }) => seq))
  return seen
}

/** The same as one is told who leaves after a while and returns with the last line seen, until all has been told. */
export const followRestlessly = async (
  server: Followed,
  id: string,
  patience: () => number,
  kind: FollowedKind = 'run',
): Promise<number[]> => {
  const seen: number[] = []
  for (;;) {
    let state = ''
    for await (const { lines, work } of follow(
      server,
      id,
      seen.at(-1) ?? 0,
      AbortSignal.timeout(patience()),
      kind,
    )) {
      seen.push(...lines.map(({ seq }) => seq))
      state = work?.state ?? state
    }
    if (state === 'FINISHED') return seen
  }
}
