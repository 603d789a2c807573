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

/** An event, and where a follower stands that was told it. */
export interface Told<W> {
  readonly event: FeedEvent<W>
  readonly seq: number
  readonly version: number
}

const LINES_AN_EVENT = 200

/** Nobody reads faster than this; what happens in between is told together. */
const REFRESH_MS = 200

/** The row and log of one piece of work, looked at once for all who follow it. */
export class Feed<W extends { readonly state: RunState }> {
  readonly tail: LogTail
  readonly #followers = new Set<Follower<W>>()
  readonly #told = new Map<string, Promise<Told<W>>>()
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

  /** What comes after a line and a version of the row: one object for all who stand there. */
  next(seq: number, version: number): Promise<Told<W>> {
    const key = [seq, version, this.tail.seq].join()
    const told = this.#told.get(key) ?? this.#tell(seq, version)
    this.#told.set(key, told)
    return told
  }

  async #tell(seq: number, version: number): Promise<Told<W>> {
    const lines = await this.tail.lines(seq, LINES_AN_EVENT)
    const end = seq + lines.length
    const caughtUp = end >= this.tail.seq
    return caughtUp && version !== this.#version
      ? { event: { work: this.#work, lines }, seq: end, version: this.#version }
      : { event: { work: null, lines }, seq: end, version }
  }

  leave(follower: Follower<W>): void {
    this.#followers.delete(follower)
    if (this.#followers.size > 0) return
    this.#unwatch?.()
    this.#unwatch = null
    this.#told.clear()
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
    this.#told.clear()
    for (const follower of [...this.#followers]) follower.news(this.tail.bytes - before)
  }
}
