/** A running server, and a token that may follow its runs. */
export interface Followed {
  url: string
  token: string
}

export interface FollowedEvent {
  run: { state: string } | null
  lines: { seq: number; code: string }[]
}

const RUN_EVENTS = `subscription ($id: ID!, $after: Int!) {
  runEvents(id: $id, after: $after) { run { state phase progressDone progressTotal } lines { seq at level code message } } }`

/** Follows a run from the line after `after`, until the stream ends, breaks, or the signal is raised. */
export async function* follow(
  { url, token }: Followed,
  id: string,
  after: number,
  signal?: AbortSignal,
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
      body: JSON.stringify({ query: RUN_EVENTS, variables: { id, after } }),
      ...(signal === undefined ? {} : { signal }),
    })
    if (!response.ok) throw new Error(`The stream answered ${response.status}: ${await response.text()}`)
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const event = /^event: next\ndata: (.*)$/m.exec(text.slice(0, end))?.[1]
        text = text.slice(end + 2)
        if (event !== undefined)
          yield (JSON.parse(event) as { data: { runEvents: FollowedEvent } }).data.runEvents
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
