/** Counts files over a package and those inside it, for a progress bar that never runs backwards in `done`. */
export class Progress {
  #done = 0
  #known = 0

  constructor(private readonly tell: ((done: number, total: number) => void) | undefined) {}

  found(files: number): void {
    this.#known += files
  }

  read(): void {
    this.#done++
    this.tell?.(this.#done, Math.max(this.#known, this.#done))
  }
}
