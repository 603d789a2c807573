import type { DuckDBConnection } from '@duckdb/node-api'

interface Waiter {
  take(connection: DuckDBConnection): void
}

/**
 * A bounded, first-in first-out pool of connections: one per running statement, because a second statement on a
 * connection silently ends the stream of the first. Each running statement also holds one libuv thread, so the
 * bound stays below UV_THREADPOOL_SIZE (4).
 */
export class ConnectionPool {
  readonly #idle: DuckDBConnection[] = []
  readonly #waiting: Waiter[] = []
  #open = 0
  #closed = false

  constructor(
    private readonly connect: () => Promise<DuckDBConnection>,
    private readonly limit: number,
  ) {}

  async acquire(signal?: AbortSignal): Promise<DuckDBConnection> {
    signal?.throwIfAborted()
    if (this.#closed) throw new Error('The pool is closed.')
    const idle = this.#idle.pop()
    if (idle) return idle
    if (this.#open < this.limit) {
      this.#open += 1
      try {
        return await this.connect()
      } catch (error) {
        this.#open -= 1
        throw error
      }
    }
    return this.#wait(signal)
  }

  release(connection: DuckDBConnection): void {
    const next = this.#waiting.shift()
    if (next) return next.take(connection)
    if (this.#closed) connection.closeSync()
    else this.#idle.push(connection)
  }

  /** Closes the idle connections now and the busy ones when they come back. */
  close(): void {
    this.#closed = true
    for (const connection of this.#idle.splice(0)) connection.closeSync()
  }

  #wait(signal?: AbortSignal): Promise<DuckDBConnection> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1)
        reject(signal?.reason as Error)
      }
      const waiter: Waiter = {
        take(connection) {
          signal?.removeEventListener('abort', leave)
          resolve(connection)
        },
      }
      signal?.addEventListener('abort', leave, { once: true })
      this.#waiting.push(waiter)
    })
  }
}
