interface Entry<T> {
  value: Promise<T>
  uses: number
  weight: number
  abandon: AbortController
}

export interface SharedWorkOptions<T> {
  /** How many weights are kept while nobody uses them. */
  limit: number
  weigh(value: T): number
  /** To be done with a value that is no longer kept. */
  dispose?(value: T): Promise<void>
}

const orAbort = <T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> =>
  signal === undefined
    ? promise
    : new Promise((resolve, reject) => {
        const leave = () => reject(signal.reason as Error)
        if (signal.aborted) return leave()
        signal.addEventListener('abort', leave, { once: true })
        promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
      })

/**
 * What is worked out once for all who ask: one flight a key, the least recently used results dropped first. Work
 * that nobody waits for any longer is aborted; one who leaves does not end it for the others.
 */
export class SharedWork<T> {
  readonly #entries = new Map<string, Entry<T>>()

  constructor(private readonly options: SharedWorkOptions<T>) {}

  /** `use` gets the value, which is kept at least until it has ended. */
  async using<R>(
    key: string,
    work: (signal: AbortSignal) => Promise<T>,
    use: (value: T) => R | Promise<R>,
    signal?: AbortSignal,
  ): Promise<R> {
    const entry = this.#entries.get(key) ?? this.#begin(key, work)
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    entry.uses += 1
    try {
      return await use(await orAbort(entry.value, signal))
    } finally {
      entry.uses -= 1
      if (entry.uses === 0 && Number.isNaN(entry.weight)) this.#abandon(key, entry)
      await this.#evict()
    }
  }

  #begin(key: string, work: (signal: AbortSignal) => Promise<T>): Entry<T> {
    const abandon = new AbortController()
    const entry: Entry<T> = { value: work(abandon.signal), uses: 0, weight: Number.NaN, abandon }
    entry.value.then(
      (value) => (entry.weight = this.options.weigh(value)),
      () => this.#forget(key, entry),
    )
    return entry
  }

  #forget(key: string, entry: Entry<T>): void {
    if (this.#entries.get(key) === entry) this.#entries.delete(key)
  }

  #abandon(key: string, entry: Entry<T>): void {
    this.#forget(key, entry)
    entry.abandon.abort()
    entry.value.then((value) => this.options.dispose?.(value)).catch(() => undefined)
  }

  async #evict(): Promise<void> {
    let total = [...this.#entries.values()].reduce((sum, { weight }) => sum + (weight || 0), 0)
    for (const [key, entry] of this.#entries) {
      if (total <= this.options.limit) return
      if (entry.uses > 0 || Number.isNaN(entry.weight)) continue
      total -= entry.weight
      this.#entries.delete(key)
      await this.options.dispose?.(await entry.value)
    }
  }
}
