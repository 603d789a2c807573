import type { RunState } from '@crosswalk/core'
import type { Feed, FeedEvent } from './feed.js'

/** A follower that leaves this much of a growing log untaken is cut; it may come back with its last seq. */
const MOST_UNTAKEN = 1 << 20

/** One who follows: takes events at its own speed, and holds nothing of the log itself. */
export class Follower<W extends { readonly state: RunState }> implements AsyncIterableIterator<FeedEvent<W>> {
  #seq: number
  #version = -1
  #untaken = 0
  #closed = false
  #wake: (() => void) | null = null

  /** `cut` is called where the follower is too slow: whoever waits on its behalf must let go. */
  constructor(
    private readonly feed: Feed<W>,
    after: number,
    private readonly cut: () => void,
  ) {
    this.#seq = after
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async next(): Promise<IteratorResult<FeedEvent<W>, undefined>> {
    this.#untaken = 0
    while (!this.#closed) {
      const { tail, version } = this.feed
      if (tail.seq > this.#seq || version !== this.#version) return this.#event()
      if (this.feed.ended) return this.return()
      await new Promise<void>((resolve) => (this.#wake = resolve))
      this.#wake = null
    }
    return { done: true, value: undefined }
  }

  async return(): Promise<IteratorResult<FeedEvent<W>, undefined>> {
    this.#closed = true
    this.feed.leave(this)
    this.#wake?.()
    return { done: true, value: undefined }
  }

  /** The feed has looked again; `bytes` is what the log grew by. */
  news(bytes: number): void {
    if (this.#wake !== null) return this.#wake()
    this.#untaken += bytes
    if (this.#untaken <= MOST_UNTAKEN) return
    void this.return()
    this.cut()
  }

  async #event(): Promise<IteratorResult<FeedEvent<W>, undefined>> {
    const { event, seq, version } = await this.feed.next(this.#seq, this.#version)
    this.#seq = seq
    this.#version = version
    return { done: false, value: event }
  }
}
