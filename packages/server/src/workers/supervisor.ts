import { isResumable, isUnderWay } from '@crosswalk/core'
import { Problem } from '../problem.js'
import type { Kind, Work, WorkPatch } from './kind.js'
import { noteInterruption } from './note-interruption.js'
import { outlive } from './process-identity.js'
import type { FromWorker, Progress } from './protocol.js'
import { endOf } from './run-end.js'
import { persist } from './persist.js'
import { Watchers, type Watch } from './watchers.js'
import { WorkerProcess, type WorkerEnd } from './worker-process.js'

export interface SupervisorOptions {
  /** Told of what goes wrong outside any request: a fault of ours, for the log. The supervisor goes on. */
  fault: (error: unknown) => void
}

const GONE: WorkerEnd = { type: 'gone', signal: null, exitCode: null, killed: false }

/**
 * The one way long work runs: queues the work of a kind, gives each a worker process, records what became of it. What
 * is on disk is the truth; the supervisor only ever repeats it into the control store.
 */
export class Supervisor<W extends Work> {
  readonly #workers = new Map<string, WorkerProcess>()
  readonly #settling = new Set<Promise<void>>()
  readonly #watchers = new Watchers()
  readonly #closing = new AbortController()
  #pumping: Promise<void> = Promise.resolve()

  constructor(
    readonly kind: Kind<W>,
    private readonly options: SupervisorOptions,
  ) {}

  /** Settles the work of a server that is gone, then starts what is queued. Call once, before serving. */
  async recover(): Promise<void> {
    await this.settleInterrupted()
    this.wake()
  }

  /** Settles the work of a server that is gone, and starts nothing. */
  async settleInterrupted(): Promise<void> {
    for (const work of await this.kind.store.inStates(['RUNNING', 'STOPPING'])) {
      await outlive(work)
      await this.#record(work.id, GONE)
    }
  }

  /** Starts what is queued as slots come free. Call after queueing. */
  wake(): void {
    this.#pumping = this.#pumping.then(() => this.#fill()).catch((error: unknown) => this.#retryLater(error))
  }

  /** Queues stopped or failed work again; what is finished is not repeated. @throws Problem `ILLEGAL_STATE`. */
  async resume(id: string): Promise<W> {
    const { kind } = this
    const found = await kind.store.get(id)
    if (!isResumable(found.state))
      throw new Problem(
        'ILLEGAL_STATE',
        `Only a stopped or failed ${kind.name} can be resumed; ${kind.title(found)} is ${found.state.toLowerCase()}.`,
      )
    const work = await this.#move(id, 'QUEUED')
    this.wake()
    return work
  }

  /** Asks work to stop. Queued work leaves the queue: cancelled if it never began. @throws Problem `ILLEGAL_STATE`. */
  async stop(id: string): Promise<W> {
    const { state, startedAt } = await this.kind.store.get(id)
    if (state === 'QUEUED') return this.#leaveQueue(id, startedAt === null ? 'CANCELLED' : 'STOPPED')
    const work = await this.#move(id, 'STOPPING')
    this.#workers.get(id)?.stop()
    return work
  }

  /** Calls back whenever the work's row or log may have changed; ends when the answer is called. */
  watch(id: string, watch: Watch): () => void {
    return this.#watchers.watch(id, watch)
  }

  /** Stops every worker, keeping its progress, and waits until all is recorded. */
  async close(): Promise<void> {
    this.#closing.abort()
    await this.#pumping
    for (const [id, worker] of this.#workers) {
      await this.#move(id, 'STOPPING').catch(() => undefined)
      worker.stop()
    }
    await Promise.all(this.#settling)
  }

  /** Waits until no work is queued or under way. */
  async idle(): Promise<void> {
    await this.#pumping
    while (this.#settling.size > 0) {
      await Promise.all(this.#settling)
      await this.#pumping
    }
  }

  /** Between reading the state and leaving the queue the work may have begun; then it is stopped as such. */
  async #leaveQueue(id: string, to: 'CANCELLED' | 'STOPPED'): Promise<W> {
    try {
      return await this.#move(id, to)
    } catch (error) {
      const { state } = await this.kind.store.get(id)
      if (!isUnderWay(state)) throw error
      return this.stop(id)
    }
  }

  async #fill(): Promise<void> {
    const { store, slots } = this.kind
    while (!this.#closing.signal.aborted && this.#workers.size < slots) {
      const [next] = await store.inStates(['QUEUED'])
      if (next === undefined) return
      await this.#execute(next)
    }
  }

  #retryLater(error: unknown): void {
    this.options.fault(error)
    const timer = setTimeout(() => this.wake(), RETRY_MS)
    this.#closing.signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
  }

  async #execute(work: W): Promise<void> {
    const { id } = work
    let assignment
    try {
      assignment = await this.kind.assign(work)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (await this.#begin(id, {}))
        await this.#move(id, 'FAILED', { problemCode: error.code, problemMessage: error.line })
      return
    }
    const worker = new WorkerProcess(this.kind.worker, assignment.heapMegabytes, (message) =>
      this.#heard(id, message),
    )
    this.#workers.set(id, worker)
    const { pid: workerPid, startedAt: workerStartedAt } = worker.identity
    let begun = false
    try {
      begun = await this.#begin(id, { workerPid, workerStartedAt })
    } finally {
      if (!begun) {
        this.#workers.delete(id)
        worker.kill()
      }
    }
    if (!begun) return
    worker.start(assignment)
    const settled = worker.ended
      .then((end) => this.#record(id, end))
      .catch(this.options.fault)
      .finally(() => {
        this.#workers.delete(id)
        this.#settling.delete(settled)
        this.wake()
      })
    this.#settling.add(settled)
  }

  /** False where the work has meanwhile left the queue. */
  async #begin(id: string, patch: WorkPatch): Promise<boolean> {
    try {
      await this.#move(id, 'RUNNING', patch)
      return true
    } catch (error) {
      if ((await this.kind.store.get(id)).state === 'QUEUED') throw error
      return false
    }
  }

  #heard(id: string, message: FromWorker): void {
    if (message.type === 'log') this.#watchers.tell(id)
    if (message.type === 'phase')
      this.#progress(id, { phase: message.phase, done: null, total: null, rate: null }, false)
    if (message.type === 'progress' || message.type === 'checkpoint')
      this.#progress(id, message, message.type === 'checkpoint')
  }

  #progress(id: string, progress: Progress, saved: boolean): void {
    this.kind.store
      .progress(id, progress, saved)
      .then(() => this.#watchers.tell(id))
      .catch(this.options.fault)
  }

  /** A full disk must not lose what became of the work: it is recorded as soon as that is possible. */
  async #record(id: string, end: WorkerEnd): Promise<void> {
    const { kind } = this
    if (kind.isPublished(id)) {
      await this.#persist(id, () => kind.finish(id))
      return
    }
    const { state, ...patch } = endOf(end)
    if (end.type === 'gone') noteInterruption(kind.workFolder(id), patch)
    kind.unpublished?.(id)
    await this.#persist(id, () => kind.store.transition(id, state, patch))
  }

  async #persist(id: string, write: () => Promise<W>): Promise<void> {
    await persist(write, this.#closing.signal)
    this.#watchers.tell(id)
  }

  async #move(id: string, to: W['state'], patch: WorkPatch = {}): Promise<W> {
    const work = await this.kind.store.transition(id, to, patch)
    this.#watchers.tell(id)
    return work
  }
}

const RETRY_MS = 5_000
