/** Names in order, to which names can be added while it is worked through; each is given once. */
export class ChildQueue {
  readonly #names: string[]
  #next = 0

  constructor(names: Iterable<string>) {
    this.#names = [...new Set(names)].sort()
  }

  next(): string | undefined {
    return this.#names[this.#next++]
  }

  /** Adds a name that is not waiting; one that sorts before the current comes next. */
  add(name: string): void {
    let at = this.#next
    while (at < this.#names.length && (this.#names[at] as string) < name) at++
    if (this.#names[at] !== name) this.#names.splice(at, 0, name)
  }
}
