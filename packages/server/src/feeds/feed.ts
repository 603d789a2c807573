import type { LogLine, RunState } from '@crosswalk/core'
import { setTimeout as wait } from 'node:timers/promises'
import type { Follower } from './follower.js'
import { LogTail, type ReadMeter } from './log-tail.js'

/** Where the followers of a kind of work look: its rows, its logs, and word of their changes. */
export interface FeedSource<W> {
  get(id: string): Promise<W>
  watch(id: string, changed: () => void): () => void
  /** Where the log of the work may lie, while it is under way and after. */
  logPlaces(id: string): readonly string[]
}

/** What a follower is told: new lines of the log, and where the work stands if that changed. */
export interface FeedEvent<W> {
  readonly work: W | null
  readonly lines: readonly LogLine[]
}

/** Nobody reads faster than this; what happens in between is told together. */
const REFRESH_MS = 200

/** The row and log of one piece of work, looked at once for all who follow it. */
export class Feed<W extends { readonly state: RunState }> {
  readonly tail: LogTail
  readonly #followers = new Set<Follower<W>>()
  #work: W | null = null
  #version = 0
  #unwatch: (() => void) | null = null
  #dirty = false
  #refreshing = false

  constructor(
    private readonly id: string,
    private readonly source: FeedSource<W>,
    meter: ReadMeter,
  ) {
    this.tail = new LogTail(source.logPlaces(id), meter)
  }

  get work(): W | null {
    return this.#work
  }
  /** Changes with the row. */
  get version(): number {
    return this.#version
  }
  get followed(): boolean {
    return this.#followers.size > 0
  }
  /** Whether all there will ever be has been read. */
  get ended(): boolean {
    return this.#work !== null && (this.#work.state === 'FINISHED' || this.#work.state === 'CANCELLED')
  }

  /** @throws Problem `NOT_FOUND` */
  async join(follower: Follower<W>): Promise<void> {
    this.#followers.add(follower)
    const first = this.#unwatch === null
    this.#unwatch ??= this.source.watch(this.id, () => this.#changed())
    try {
      if (first || this.#work === null) await this.#look()
    } catch (error) {
      this.leave(follower)
      throw error
    }
  }

  leave(follower: Follower<W>): void {
    this.#followers.delete(follower)
    if (this.#followers.size > 0) return
    this.#unwatch?.()
    this.#unwatch = null
  }

  close(): void {
    for (const follower of [...this.#followers]) void follower.return()
  }

  #changed(): void {
    this.#dirty = true
    if (!this.#refreshing) void this.#refresh()
  }

  async #refresh(): Promise<void> {
    this.#refreshing = true
    while (this.#dirty && this.followed) {
      this.#dirty = false
      await this.#look().catch(() => undefined)
      await wait(REFRESH_MS)
    }
    this.#refreshing = false
  }

  /** The row before the log: of work that has ended, the log is then whole. */
  async #look(): Promise<void> {
    const work = await this.source.get(this.id)
    const before = this.tail.bytes
    await this.tail.advance()
    this.#work = work
    this.#version++
    for (const follower of [...this.#followers]) follower.news(this.tail.bytes - before)
  }
}
