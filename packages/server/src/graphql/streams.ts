import type { ServerResponse } from 'node:http'

import { Problem } from '../problem.js'

const MOST_OF_ONE_CALLER = 500
const LONGEST_MS = 10 * 60_000
/** What may wait in a connection before the next event is made. */
const ROOM_BYTES = 1 << 16

/** The open event streams: how many a caller has, how fast each takes what it is sent. */
export class Streams {
  readonly #open = new Map<string, number>()

  /** @throws Problem `TOO_MANY_STREAMS` */
  open(caller: string): () => void {
    const count = this.#open.get(caller) ?? 0
    if (count >= MOST_OF_ONE_CALLER)
      throw new Problem(
        'TOO_MANY_STREAMS',
        `${count} streams are open for you, the most there may be. Close some, or follow a run once for all.`,
      )
    this.#open.set(caller, count + 1)
    return () => {
      const left = (this.#open.get(caller) ?? 1) - 1
      if (left === 0) this.#open.delete(caller)
      else this.#open.set(caller, left)
    }
  }

  /** Settles once the connection takes more, or is gone. */
  async room(response: ServerResponse): Promise<void> {
    while (response.writableLength > ROOM_BYTES && !response.destroyed)
      await new Promise<void>((resolve) => {
        const done = (): void => {
          response.off('drain', done).off('close', done)
          resolve()
        }
        response.once('drain', done).once('close', done)
      })
  }

  /** Sends the events until they end, the connection does, or the time is up. */
  async send(response: ServerResponse, events: AsyncGenerator<string>): Promise<void> {
    const leave = (): void => void events.return(undefined)
    response.once('close', leave)
    const enough = setTimeout(() => response.end(), LONGEST_MS)
    try {
      for await (const event of events) {
        if (response.writableEnded || response.destroyed) break
        response.write(event)
      }
    } finally {
      clearTimeout(enough)
      response.off('close', leave)
      response.end()
    }
  }
}
