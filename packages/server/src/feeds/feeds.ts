import type { LogLine, RunState } from '@crosswalk/core'
import { Problem } from '../problem.js'
import { Feed, type FeedEvent, type FeedSource } from './feed.js'
import { Follower } from './follower.js'
import type { ReadMeter } from './log-tail.js'

/** A feed nobody uses is kept this long: who comes back finds its log in memory. */
const IDLE_MS = 30_000
const MOST_LINES = 1_000

export interface LogPage {
  readonly lines: readonly LogLine[]
  /** Number of the log's last line. */
  readonly lastSeq: number
}

/** The logs and states of a kind of work for whoever looks or follows, each log read once. */
export class Feeds<W extends { readonly state: RunState }> {
  readonly #feeds = new Map<string, { feed: Feed<W>; usedAt: number }>()
  readonly #sweep: NodeJS.Timeout
  #closed = false

  constructor(
    private readonly source: FeedSource<W>,
    private readonly meter: ReadMeter,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#sweep = setInterval(() => this.#forgetIdle(), IDLE_MS / 2).unref()
  }

  /**
   * Follows work from the line after `after`: each line once and in order, snapshots of its row as it changes. Ends
   * when the work has come to its end for good; work at rest that can be resumed is waited for.
   * @throws Problem `NOT_FOUND`, `BAD_REQUEST`
   */
  async follow(id: string, after: number, cut: () => void): Promise<AsyncIterableIterator<FeedEvent<W>>> {
    requireSeq(after)
    if (this.#closed) throw new Problem('NOT_READY', 'The server is stopping; follow again once it is back.')
    const feed = this.#feedOf(id)
    const follower = new Follower(feed, after, cut)
    try {
      await feed.join(follower)
    } catch (error) {
      if (!feed.followed) this.#feeds.delete(id)
      throw error
    }
    return follower
  }

  /** Lines after `after`, at most `first`. @throws Problem `BAD_REQUEST`, `PAGE_TOO_LARGE` */
  async page(id: string, after: number, first: number): Promise<LogPage> {
    requireSeq(after)
    if (first < 1 || first > MOST_LINES)
      throw new Problem('PAGE_TOO_LARGE', `Ask for 1 to ${MOST_LINES} lines at a time.`)
    const { tail } = this.#feedOf(id)
    await tail.advance()
    return { lines: await tail.lines(after, first), lastSeq: tail.seq }
  }

  /** Lets all followers go; they may come back to another server. */
  close(): void {
    this.#closed = true
    clearInterval(this.#sweep)
    for (const { feed } of this.#feeds.values()) feed.close()
  }

  #feedOf(id: string): Feed<W> {
    const usedAt = this.now()
    const known = this.#feeds.get(id)
    if (known !== undefined) {
      known.usedAt = usedAt
      return known.feed
    }
    const feed = new Feed(id, this.source, this.meter)
    this.#feeds.set(id, { feed, usedAt })
    return feed
  }

  #forgetIdle(): void {
    for (const [id, used] of this.#feeds)
      if (used.feed.followed) used.usedAt = this.now()
      else if (this.now() - used.usedAt > IDLE_MS) this.#feeds.delete(id)
  }
}

const requireSeq = (after: number): void => {
  if (after < 0) throw new Problem('BAD_REQUEST', 'A line number to go on from is 0 or more.')
}
