export type Watch = () => void

/** Who wants to know when something of an id changes. */
export class Watchers {
  readonly #of = new Map<string, Set<Watch>>()

  /** The answer ends it. */
  watch(id: string, watch: Watch): () => void {
    const watches = this.#of.get(id) ?? new Set()
    this.#of.set(id, watches.add(watch))
    return () => {
      watches.delete(watch)
      if (watches.size === 0 && this.#of.get(id) === watches) this.#of.delete(id)
    }
  }

  tell(id: string): void {
    for (const watch of this.#of.get(id) ?? []) watch()
  }
}
